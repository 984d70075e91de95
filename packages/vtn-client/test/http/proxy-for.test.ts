import { describe, expect, it } from "vitest";
import { proxyFor } from "../../src/http/proxy-for.ts";

const HTTPS_PROXY = "http://proxy.example.com:3128";

describe("proxyFor", () => {
  it.each([
    ["https://vtn.example.com", { HTTPS_PROXY }, 3128],
    ["https://vtn.example.com", { https_proxy: "http://a:1", HTTPS_PROXY: "http://b:2" }, 1],
    ["https://vtn.example.com", { HTTP_PROXY: HTTPS_PROXY }, undefined],
    ["https://vtn.example.com", { ALL_PROXY: "https://proxy.example.com" }, 443],
    ["http://vtn.example.com", { HTTP_PROXY: "proxy.example.com" }, 80],
    ["http://localhost:8444", { HTTP_PROXY: HTTPS_PROXY }, undefined],
    ["http://127.9.9.9", { HTTP_PROXY: HTTPS_PROXY }, undefined],
    ["https://[::1]:8444", { HTTPS_PROXY }, undefined],
    ["https://vtn.example.com", { HTTPS_PROXY, NO_PROXY: "*" }, undefined],
    ["https://vtn.example.com", { HTTPS_PROXY, NO_PROXY: "other.com, example.com" }, undefined],
    ["https://vtn.example.com", { HTTPS_PROXY, no_proxy: ".example.com" }, undefined],
    ["https://vtn.example.com", { HTTPS_PROXY, no_proxy: "*.EXAMPLE.com" }, undefined],
    ["https://vtn.example.com", { HTTPS_PROXY, no_proxy: "ample.com" }, 3128],
    ["https://vtn.example.com", { HTTPS_PROXY, no_proxy: "vtn.example.com:443" }, undefined],
    ["https://vtn.example.com", { HTTPS_PROXY, no_proxy: "vtn.example.com:8443" }, 3128],
    ["https://[2001:db8::1]", { HTTPS_PROXY, no_proxy: "[2001:db8::1]" }, undefined],
    ["https://vtn.example.com", { HTTPS_PROXY, no_proxy: " , " }, 3128],
    ["https://vtn.example.com", { HTTPS_PROXY: " " }, undefined],
  ])("sends %s, where the environment holds %o, by port %s", (origin, environment, port) => {
    expect(proxyFor(origin, environment)?.port).toBe(port);
  });

  it.each(["socks5://proxy:1080", "http://", "ftp://u:secret@proxy"])(
    "refuses a proxy such as %s, without showing it",
    (HTTPS_PROXY) => {
      expect(() => proxyFor("https://vtn.example.com", { HTTPS_PROXY })).toThrow(
        'HTTPS_PROXY "(hidden)" is not valid: write it like http://proxy.example.com:3128',
      );
    },
  );
});
