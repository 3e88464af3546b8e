"""Reads a JSON list of documents from stdin; says of each, as a JSON list, what cloud-init finds wrong and what it makes of it."""
import json
import os
import sys
import tempfile

from cloudinit import safeyaml
from cloudinit.config.schema import SchemaDeprecationError, get_jsonschema_validator, get_schema
from cloudinit.distros import debian, rhel
from cloudinit.net import eni, netplan, network_state, networkd, network_manager, sysconfig

schema = get_schema()
validator, formats = get_jsonschema_validator()
validator = validator(schema, format_checker=formats())
known = {key for part in schema["$defs"].values() for key in part.get("properties", {})}
renderers = {"netplan": netplan, "eni": eni, "networkd": networkd, "network-manager": network_manager, "sysconfig": sysconfig}
settings = {**debian.Distro.renderer_configs, **rhel.Distro.renderer_configs}
settings["netplan"] = {"netplan_path": "etc/netplan/50-cloud-init.yaml"}  # a whole path leads out of the target


def user_data(text):
    config = safeyaml.load(text) or {}
    problems = [] if text.startswith("#cloud-config\n") else ["its first line is not #cloud-config"]
    # unknown keys 22.4 passes over in silence, later ones do not
    problems += [f"{key} is unknown" for key in sorted(set(config) - known)]
    problems += [
        f"{'.'.join(map(str, error.path))}: {error.message}"
        for error in validator.iter_errors(config)
        if not isinstance(error, SchemaDeprecationError)
    ]
    return "; ".join(problems) or None, config


def network_config(text):
    """The files that each family of systems gets, by the name of its renderer."""
    made = {}
    for name, module in renderers.items():
        state = network_state.parse_net_config_data(safeyaml.load(text), skip_broken=False)  # eni takes it apart
        with tempfile.TemporaryDirectory() as target:
            module.Renderer({**settings.get(name, {}), "postcmds": False}).render_network_state(state, target=target)
            files = [os.path.join(at, file) for at, _, files in os.walk(target) for file in files]
            made[name] = "\n".join(open(file).read() for file in sorted(files))
    return None, made


def judge(document):
    try:
        read = {"user-data": user_data, "network-config": network_config}[document["kind"]]
        problem, made = read(document["text"])
        return {"problem": problem, "made": made}
    except Exception as error:
        return {"problem": f"{type(error).__name__}: {error}", "made": None}


print(json.dumps([judge(document) for document in json.load(sys.stdin)], default=str))
