export const en = {
  notFound: {
    name: "Not found",
    title: "This round was not found",
    text: "It may have been removed, or you may not be in it any more. The address may also have a slip in it.",
    home: "Go to your rounds",
  },
  offline: {
    title: "The server cannot be reached",
    text: "This round is not kept on this device, so it opens once there is a connection. What you labelled here before is kept and will be sent.",
    again: "Try again",
  },
};
