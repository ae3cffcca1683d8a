export const en = {
  consent: "Before you begin",
  guidelines: "Guidelines",
  training: "Training first",
};
