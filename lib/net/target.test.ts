import { describe, expect, test } from "vitest";
import { parseAllowedHosts } from "./allowed-hosts";
import { OutboundError } from "./outbound-error";
import { parseTarget } from "./target";

function refusal(address: string, allowed = ""): OutboundError {
  try {
    parseTarget(address, parseAllowedHosts(allowed));
  } catch (error) {
    if (error instanceof OutboundError) return error;
    throw error;
  }
  throw new Error(`${address} was let pass`);
}

describe("parseTarget", () => {
  test.each([
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://10.1/",
    "http://3232235777/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "http://%31%32%37.0.0.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]/",
    "https://[fd00::1]:8443/v1",
    "https://169.254.169.254/latest/meta-data",
  ])("parseTarget refuses %s before anything is dialled", (address) => {
    const error = refusal(address);
    expect(error.kind).toBe("refused_address");
    expect(error.message).toContain("JUDGE_ALLOWED_HOSTS");
  });

  test.each([
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "javascript:alert(1)",
    "unix:/run/docker.sock",
    "data:,x",
  ])("parseTarget refuses the scheme of %s", (address) => {
    expect(refusal(address).kind).toBe("bad_url");
  });

  test.each([
    "http://user:pass@example.com/",
    "https://user@example.com/",
    "https://:p@example.com/",
    "not an address",
    "",
    "//example.com",
    "http://",
  ])("parseTarget calls %j a bad address", (address) => {
    expect(refusal(address).kind).toBe("bad_url");
  });

  test("parseTarget does not repeat a password in its refusal", () => {
    expect(refusal("https://user:hunter2@example.com/").message).not.toContain("hunter2");
  });

  test("parseTarget lets the operator's list decide by host and port", () => {
    expect(parseTarget("http://127.0.0.1:8089/v1", parseAllowedHosts("127.0.0.1:8089")).isAllowed).toBe(true);
    expect(parseTarget("http://2130706433:8089/v1", parseAllowedHosts("127.0.0.1:8089")).isAllowed).toBe(true);
    expect(parseTarget("http://[::1]:1234/", parseAllowedHosts("[::1]")).isAllowed).toBe(true);
    expect(parseTarget("http://10.0.0.5/", parseAllowedHosts("10.0.0.5:80")).isAllowed).toBe(true);
    expect(refusal("http://127.0.0.1:8090/v1", "127.0.0.1:8089").kind).toBe("refused_address");
    expect(refusal("http://127.0.0.2:8089/v1", "127.0.0.1:8089").kind).toBe("refused_address");
  });
});

describe("parseAllowedHosts", () => {
  test("parseAllowedHosts reads hosts with and without ports, IPv6 with and without brackets", () => {
    expect(parseAllowedHosts(" localhost:11434 , OLLAMA,[::1]:8000,::1,, 10.0.0.5:80")).toEqual([
      { host: "localhost", port: 11434 },
      { host: "ollama", port: null },
      { host: "[::1]", port: 8000 },
      { host: "[::1]", port: null },
      { host: "10.0.0.5", port: 80 },
    ]);
    expect(parseAllowedHosts("")).toEqual([]);
  });

  test.each(["http://localhost:1", "host/path", "user@host", "host:99999", "a b", "*"])(
    "parseAllowedHosts refuses %j and names the setting",
    (entry) => {
      expect(() => parseAllowedHosts(`ok:1,${entry}`)).toThrow(/JUDGE_ALLOWED_HOSTS.*cannot be read/);
    },
  );
});
