// Starts Workers on demand, each in an isolate that has never run, and passes a request on to it.
export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    const [, which, name] = pathname.split("/");
    const worker = env.LOADER.get(`${which}-${name}`, () => ({
      compatibilityDate: env.DATE,
      mainModule: "index.js",
      modules: env.MODULES[which],
      env: which === "edge" ? env.SETTINGS : {},
    }));
    const answer = await worker
      .getEntrypoint()
      .fetch("http://localhost/nothing-here", { redirect: "manual" });
    await answer.arrayBuffer();
    return new Response(String(answer.status));
  },
};
