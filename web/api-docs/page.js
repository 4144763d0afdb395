// Opens Swagger UI on the document of this installation. Calls by the session's cookie that change
// something carry the token against forged requests, as the dashboard's do.
const READS = new Set(["GET", "HEAD", "OPTIONS"]);
let token = "";

async function csrfToken() {
  if (token === "") {
    const answer = await fetch("/api/v1/me", { credentials: "same-origin" });
    token = answer.ok ? (await answer.json()).csrf_token : "";
  }
  return token;
}

window.SwaggerUIBundle({
  url: "/api/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: "none",
  filter: true,
  persistAuthorization: false,
  requestInterceptor: async (request) => {
    const ownOrigin = new URL(request.url, location.href).origin === location.origin;
    if (!ownOrigin || READS.has((request.method ?? "GET").toUpperCase())) return request;
    if (!request.headers.Authorization) request.headers["x-csrf-token"] = await csrfToken();
    return request;
  },
});
