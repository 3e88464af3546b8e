"""growpart.py IMAGE: reads user-data from stdin and lets cloud-init's own module grow the first partition of a disk by it; tells what it logs.
A file is no block device, so how / is found and how large a partition is are told here; the rest is cloud-init's, and growpart is the real one."""
import json
import logging
import subprocess
import sys
from types import SimpleNamespace

from cloudinit import safeyaml
from cloudinit.config import cc_growpart

image = sys.argv[1]
asked = []


def device_of(entry):
    asked.append(entry)
    return image


def sectors(_):
    table = json.loads(subprocess.check_output(["sfdisk", "--json", image]))
    return table["partitiontable"]["partitions"][0]["size"]


cc_growpart.devent2dev = device_of
cc_growpart.device_part_info = lambda _: (image, "1")
cc_growpart.get_size = sectors
cc_growpart.get_mapped_device = lambda _: None
cc_growpart.stat.S_ISBLK = lambda _: True
logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
distro = SimpleNamespace(get_tmp_exec_path=lambda: "/tmp")
before = sectors(image)
cc_growpart.handle("growpart", safeyaml.load(sys.stdin.read()), SimpleNamespace(distro=distro), logging.getLogger(), [])
print(json.dumps({"asked": asked, "before": before, "after": sectors(image), "frequency": cc_growpart.frequency}))
