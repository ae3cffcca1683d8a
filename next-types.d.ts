// next-env.d.ts is written anew by each build and each dev server, so it is not kept; these are the types that our sources need of it.
/// <reference types="next" />
/// <reference types="next/image-types/global" />
