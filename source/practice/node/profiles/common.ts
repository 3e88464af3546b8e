/** What most of the shipped installation profiles have. */
export const classicCommon = `
fetch=1
cbsd_iso_mirrors=@iso7
register_iso_name=cbsd-iso-%img
vm_package=small1
vm_efi=uefi
vm_vnc_port=0
xen_active=1
bhyve_active=1
qemu_active=1
clonos_active=1
virtio_rnd=1
`;

/** What most of the shipped cloud images have: a locked password and the operator's key. */
export const cloudCommon = `
fetch=1
iso_site=https://mirror.bsdstore.ru/cloud/
cbsd_iso_mirrors=@cloud6
iso_img_dist=%img.xz
iso_img_type=cloud
iso_extract=@xz
register_iso_name=cbsd-cloud-%img
xen_active=1
bhyve_active=1
qemu_active=1
clonos_active=1
vm_vnc_port=0
vm_efi=uefi
vm_package=small1
is_template=1
is_cloud=1
virtio_rnd=1
ci_user_pw_root=*
ci_user_home=/home/%user
ci_user_shell=/bin/bash
ci_user_member_groups=wheel
ci_user_pw_crypt=*
ci_user_pubkey=.ssh/id_rsa.pub
default_ci_ip4_addr=DHCP
default_ci_gw4=auto
ci_nameserver_address=8.8.8.8
ci_nameserver_search=my.domain
`;
