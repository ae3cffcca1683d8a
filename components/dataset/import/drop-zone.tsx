"use client";

import { Upload } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

export interface DropZoneProps {
  onFile: (file: File) => void;
  /** One of the files that come with the app, by its name. */
  onSample: (name: string) => void;
}

const SAMPLES = [
  ["hh-rlhf.jsonl", "HH-RLHF, 12 rows"],
  ["concord.jsonl", "Concord JSON Lines with labels, 10 rows"],
  ["pandalm.json", "PandaLM with three people’s labels, 8 rows"],
  ["pandalm-verdicts.json", "a judge’s verdicts on those 8"],
  ["ratings.csv", "CSV of three people’s ratings, 9 rows"],
] as const;

/** Where a file is dropped or picked; or a small one of our own is taken for a first try. */
export function DropZone({ onFile, onSample }: DropZoneProps) {
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <section
        className="drop"
        aria-label="File to import"
        data-over={isOver ? "" : undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const [file] = event.dataTransfer.files;
          if (file) onFile(file);
        }}
      >
        <Icon of={Upload} />
        <p>
          <strong>Drop a file here</strong>, or pick one.
        </p>
        <Button variant="primary" onClick={() => input.current?.click()}>
          Choose a file
        </Button>
        <input
          ref={input}
          className="sr-only"
          type="file"
          aria-label="File to import"
          tabIndex={-1}
          accept=".jsonl,.json,.gz,.ndjson,.csv,.tsv,.parquet,application/json,application/gzip,text/csv,text/tab-separated-values"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) onFile(file);
          }}
        />
      </section>
      <p className="note">Nothing at hand? Look at one of ours:</p>
      <div className="actions">
        {SAMPLES.map(([name, label]) => (
          <Button key={name} size="sm" onClick={() => onSample(name)}>
            {label}
          </Button>
        ))}
      </div>
    </>
  );
}
