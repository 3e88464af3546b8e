/** The connection that everything here goes by: the system's own, whoever asks. */
export const connection = 'qemu:///system';

/** libvirt's own folder of images: templates and installers are looked for there. */
export const imagesFolder = '/var/lib/libvirt/images';

/** Disks and seeds that were made here; what nobody uses in it any more is ours to remove. */
export const guestsFolder = `${imagesFolder}/construct-tui`;

/** The host's own list of images, beside the published ones. */
export const ownImages = '/etc/construct-tui/images.json';

export const exposeFile = '/etc/construct-tui/expose.nft';
export const doorsFolder = '/etc/construct-tui/expose.d';
export const exposeUnit = 'construct-tui-expose.service';

/** A name that can stand in a path, in an nft comment and in a line for virsh alike; libvirt itself takes far more (facts 3). */
export const plainName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._+-]{0,62}$/.test(name);
