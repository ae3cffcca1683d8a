// Loaded before the built server (`node --import`): writes down from which address each connection comes, in a header that no client can
// set. Next.js tells its handlers nothing of the socket, and leaves X-Forwarded-For as the client wrote it.
import http from "node:http";

const HEADER = "x-concord-peer";

const createServer = http.createServer;
http.createServer = (...values) => {
  const listener = values.pop();
  if (typeof listener !== "function") return createServer(...values, listener);
  return createServer(...values, (request, response) => {
    request.headers[HEADER] = request.socket.remoteAddress ?? "";
    listener(request, response);
  });
};
