/**
 * A request to an address that the person at a command line typed: their own instance, which may well stand in their own network. Whatever a
 * server is told to reach goes through `outboundRequest`, which refuses such addresses.
 */
export function fetchTypedAddress(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, init);
}
