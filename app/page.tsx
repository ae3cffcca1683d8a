import { redirect } from "next/navigation";
import { Gate } from "@/components/shell/gate";
import { Notice } from "@/components/ui/notice";
import { hasUsers } from "@/lib/auth/access-links";
import { findActor } from "@/lib/auth/actor";
import { paths } from "@/lib/paths";

export default async function HomePage() {
  if (await hasUsers()) redirect((await findActor()) ? paths.projects() : paths.signIn());
  return (
    <Gate title="Set up Concord">
      <p className="note mb-4">
        Nobody can sign in yet. The server printed a one-time link when it started: open it, and you are the first operator.
      </p>
      <Notice title="No link in sight?">
        It stands in the terminal in which <code className="font-mono">npm start</code> runs. Stop the server and start it again:
        it prints a new one.
      </Notice>
    </Gate>
  );
}
