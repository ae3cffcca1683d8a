/** A question of the person who asks for it, with its answer: nothing here says who answered. */
export interface OwnQuestion {
  id: string;
  /** Opens its comparison again. */
  token: string;
  /** The comparison's place in the person's round, from 1; null when it is not among theirs any more. */
  place: number | null;
  text: string;
  askedAt: string;
  answer: string | null;
  answeredAt: string | null;
  /** When the person saw the answer. */
  seenAt: string | null;
}

/** What `GET /api/rounds/{round}/questions` answers, newest first. */
export interface OwnQuestions {
  questions: OwnQuestion[];
}
