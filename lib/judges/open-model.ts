import "server-only";
import { openProvider } from "@/lib/llm/open-provider";
import type { Model } from "@/lib/llm/types";
import { judgeAllowedHosts, openEndpoint } from "./endpoints";

/** Which model of which endpoint. */
export interface OpenModelInput {
  endpointId: string;
  model: string;
  /** Of one call. */
  timeoutMs: number;
}

/**
 * A model of one of a project's endpoints, whatever protocol it speaks, with its key. Address and key are read anew by each call of this
 * function; a model that was opened keeps those that it was opened with, so open one per call.
 *
 * @throws AppError `unavailable` when the endpoint's key does not open.
 */
export async function openModel({ endpointId, model, timeoutMs }: OpenModelInput): Promise<Model> {
  const { provider, baseUrl, apiKey } = await openEndpoint(endpointId);
  return openProvider(provider, { baseUrl, apiKey, model, timeoutMs, allowed: judgeAllowedHosts() });
}
