"use server";

import { redirect } from "next/navigation";
import { signOut } from "@/lib/auth/sign-in";
import { paths } from "@/lib/paths";

export async function signOutAction(): Promise<void> {
  await signOut();
  redirect(paths.signIn());
}
