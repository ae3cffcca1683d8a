"use client";

import { Gate } from "@/components/shell/gate";
import { Button } from "@/components/ui/button";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
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
