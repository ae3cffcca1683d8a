"use client";

import { lazy } from "react";

// Most rounds ask for neither, and need not load them. The server draws them into the page all the same.
export const RatingBar = lazy(() => import("./rating-bar").then(({ RatingBar: Part }) => ({ default: Part })));
export const ConfidenceBar = lazy(() => import("./confidence-bar").then(({ ConfidenceBar: Part }) => ({ default: Part })));
