"use client";

import { unstable_isUnrecognizedActionError as isOfAnotherBuild } from "next/navigation";
import { Gate } from "@/components/shell/gate";
import { Button } from "@/components/ui/button";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const wasUpdated: boolean = isOfAnotherBuild(error);
  if (wasUpdated) {
    return (
      <Gate title="Concord was updated while this page was open">
        <p className="note">
          The new version does not know the form as this page sent it: nothing was changed. Load the page again, then do it once
          more. Labels are not sent this way; none is lost.
        </p>
        <div className="actions mt-4">
          <Button variant="primary" onClick={() => window.location.reload()}>
            Load the page again
          </Button>
        </div>
      </Gate>
    );
  }
  return (
    <Gate title="Something went wrong on our side">
      <p className="note">
        The page could not be made. It was written to the server's log
        {error.digest ? (
          <>
            {" "}
            under <code className="font-mono">{error.digest}</code>
          </>
        ) : null}
        . What you have sent is kept.
      </p>
      <div className="actions mt-4">
        <Button variant="primary" onClick={reset}>
          Try again
        </Button>
      </div>
    </Gate>
  );
}
