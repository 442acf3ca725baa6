"""Tell a YAML file of another program, which may lie in the folder, from one of the author's with mistakes."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from cdc.model.specification import LISTS, SINGLES
from cdc.words.keys import meant
from cdc.yaml import YamlFile

# Names that programs give their own files; some of them use words of ours, such as `services`.
_NAMES = (
    "mkdocs.y*ml",
    "docker-compose*.y*ml",
    "compose*.y*ml",
    "azure-pipelines*.y*ml",
    "bitbucket-pipelines.y*ml",
    "appveyor.y*ml",
    "codecov.y*ml",
    "readthedocs.y*ml",
    "dependabot.y*ml",
    "cloudbuild.y*ml",
    "action.y*ml",
    "openapi*.y*ml",
    "swagger*.y*ml",
    "asyncapi*.y*ml",
    "kustomization.y*ml",
    "chart.y*ml",
    "values*.y*ml",
    "serverless.y*ml",
    "skaffold.y*ml",
    "taskfile.y*ml",
    "playbook*.y*ml",
    "environment.y*ml",
    "pubspec.y*ml",
    "pnpm-*.y*ml",
    "antora*.y*ml",
    "_config.y*ml",
    "_quarto.y*ml",
)


def is_foreign(file: YamlFile) -> bool:
    """Tell whether nothing in the file is of use here, and its name or all its keys are of another program."""
    keys = tuple(file.data) if isinstance(file.data, dict) else ()
    if any(_is_ours(key, file.data[key]) for key in keys):
        return False
    name = PurePosixPath(file.name).name.lower()
    if any(fnmatchcase(name, pattern) for pattern in _NAMES):
        return True
    return len(keys) > 1 and not any(meant(key, (*SINGLES, *LISTS), least=0.75) for key in keys)


def _is_ours(key: str, value: object) -> bool:
    if key in SINGLES:
        return value is None or isinstance(value, dict)
    return key in LISTS and (value is None or isinstance(value, list))
