/** What does the same as a tool, where that one is there: RHEL's family has no cloud-localds of its own (other-drivers, 3). */
export const insteadOf: Readonly<Record<string, string>> = {'cloud-localds': 'xorrisofs'};
