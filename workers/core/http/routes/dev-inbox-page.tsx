/** The pages of the development inbox. No script: what is looked at may come from anybody. */
import type { Child } from "hono/jsx";
import type { KeptMail } from "../../services/mails/inbox.ts";

export const INBOX_STYLE = `
:root{color-scheme:light dark;--ink:#1b2430;--quiet:#5b6675;--line:#dfe3e8;--ground:#f4f5f7;--sheet:#fff;--accent:#1f5eff}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf1;--quiet:#a3aebb;--line:#343e4b;--ground:#12161c;--sheet:#1b212a;--accent:#7ea6ff}}
*{box-sizing:border-box}
body{margin:0;padding:24px 16px 48px;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:860px;margin:0 auto}
h1{font-size:22px;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:15px;margin:28px 0 8px;color:var(--quiet);font-weight:600}
a{color:var(--accent)}
a:focus-visible,input:focus-visible,button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.quiet{color:var(--quiet);margin:0 0 20px}
form{display:flex;gap:8px;margin:0 0 16px;flex-wrap:wrap}
input,button{font:inherit;padding:8px 12px;border:1px solid var(--line);border-radius:8px;background:var(--sheet);color:inherit}
input{flex:1;min-width:200px}
button{cursor:pointer;font-weight:600}
ul{list-style:none;margin:0;padding:0;border:1px solid var(--line);border-radius:12px;background:var(--sheet);overflow:hidden}
li+li{border-top:1px solid var(--line)}
li a{display:grid;grid-template-columns:1fr auto;gap:2px 16px;padding:12px 16px;color:inherit;text-decoration:none;overflow-wrap:anywhere}
li a:hover{background:var(--ground)}
li span{color:var(--quiet);font-size:14px}
@media (max-width:600px){li a{grid-template-columns:1fr}}
iframe{width:100%;height:640px;border:1px solid var(--line);border-radius:12px;background:#fff}
pre{margin:0;padding:16px;border:1px solid var(--line);border-radius:12px;background:var(--sheet);white-space:pre-wrap;overflow-wrap:anywhere;font:14px/1.5 ui-monospace,monospace}
`;

const Page = ({ title, children }: { readonly title: string; readonly children?: Child }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      <link rel="stylesheet" href="/dev/inbox/style.css" />
    </head>
    <body>
      <main>{children}</main>
    </body>
  </html>
);

const when = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;

export const InboxPage = (props: { readonly mails: readonly KeptMail[]; readonly to: string }) => (
  <Page title="Development inbox">
    <h1>Development inbox</h1>
    <p class="quiet">Mails of this installation are kept here instead of being sent.</p>
    <form method="get" action="/dev/inbox">
      <input
        type="email"
        name="to"
        value={props.to}
        placeholder="Only mails to this address"
        aria-label="Only mails to this address"
      />
      <button type="submit">Show</button>
    </form>
    {props.mails.length === 0 ? (
      <p>No mails{props.to === "" ? " yet" : ` to ${props.to}`}.</p>
    ) : (
      <ul>
        {props.mails.map((mail) => (
          <li>
            <a href={`/dev/inbox/${mail.id}`}>
              <strong>{mail.subject}</strong>
              <span>{when(mail.createdAt)}</span>
              <span>{mail.to}</span>
              <span>{mail.kind}</span>
            </a>
          </li>
        ))}
      </ul>
    )}
  </Page>
);

export const MailPage = ({ mail }: { readonly mail: KeptMail }) => (
  <Page title={mail.subject}>
    <p class="quiet">
      <a href="/dev/inbox">All mails</a>
    </p>
    <h1>{mail.subject}</h1>
    <p class="quiet">
      To {mail.to}, {when(mail.createdAt)}
    </p>
    <iframe
      title="The mail as HTML"
      src={`/dev/inbox/${mail.id}/html`}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
    />
    <h2>Plain text</h2>
    <pre>{mail.text}</pre>
    <h2>Headers</h2>
    <pre>{mail.headers.map(([name, value]) => `${name}: ${value}`).join("\n")}</pre>
  </Page>
);
