/** Ids in the examples of the API's documentation. A test that runs an example puts real ones in their place. */
export const EXAMPLE_IDS = {
  organization: "org_01kb0xw4xvfm8v9sa7s6k0f1q2",
  program: "prog_01kb0xw4xwfm8v9sa7s6k0f1q2",
  group: "grp_01kb0xw4xxfm8v9sa7s6k0f1q2",
  affiliate: "aff_01kb0xw4xyfm8v9sa7s6k0f1q2",
  application: "app_01kb0xw4xzfm8v9sa7s6k0f1q2",
  user: "usr_01kb0xw4y0fm8v9sa7s6k0f1q2",
  invitation: "inv_01kb0xw4y1fm8v9sa7s6k0f1q2",
  apiKey: "key_01kb0xw4y2fm8v9sa7s6k0f1q2",
  link: "link_01kb0xw4y3fm8v9sa7s6k0f1q2",
  coupon: "coup_01kb0xw4y4fm8v9sa7s6k0f1q2",
  reward: "rew_01kb0xw4y5fm8v9sa7s6k0f1q2",
  creative: "crea_01kb0xw4y6fm8v9sa7s6k0f1q2",
  customer: "cus_01kb0xw4y7fm8v9sa7s6k0f1q2",
  conversion: "conv_01kb0xw4y8fm8v9sa7s6k0f1q2",
  commission: "com_01kb0xw4y9fm8v9sa7s6k0f1q2",
  review: "rev_01kb0xw4ygfm8v9sa7s6k0f1q2",
  payee: "payee_01kb0xw4yafm8v9sa7s6k0f1q2",
  note: "note_01kb0xw4ybfm8v9sa7s6k0f1q2",
  export: "exp_01kb0xw4ycfm8v9sa7s6k0f1q2",
  /** A second affiliate of the program, for what takes two. */
  otherAffiliate: "aff_01kb0xw4ydfm8v9sa7s6k0f1q2",
  otherProgram: "prog_01kb0xw4yefm8v9sa7s6k0f1q2",
  /** A member of the team who is no owner, and of whom an owner can be made. */
  colleague: "usr_01kb0xw4ygfm8v9sa7s6k0f1q2",
  pausedProgram: "prog_01kb0xw4yhfm8v9sa7s6k0f1q2",
  /** An affiliate whose application is open. */
  applicant: "aff_01kb0xw4yjfm8v9sa7s6k0f1q2",
  /** The same payee's affiliate of a program in dollars. */
  dollarAffiliate: "aff_01kb0xw4ykfm8v9sa7s6k0f1q2",
  dollarProgram: "prog_01kb0xw4ymfm8v9sa7s6k0f1q2",
  session: "ses_01kb0xw4yffm8v9sa7s6k0f1q2",
} as const;

/** The slug of the example's program; its link domain is `go.`, this, and `.example`. */
export const EXAMPLE_SLUG = "acme-partners";

/** The end of a creative's file's address, in examples. */
export const EXAMPLE_FILE = "kJ3xQ0mZr8TnYb5vLs2eWc7hAaU";
