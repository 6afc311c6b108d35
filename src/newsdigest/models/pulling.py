"""Fetching a model from the hub: only when a user asks for it by name."""

from __future__ import annotations

import errno

from newsdigest.errors import ModelNotFoundError, first_line
from newsdigest.models.catalogue import PACKAGE, Entry, entry
from newsdigest.models.location import LocatedModel, locate

TIMEOUT = 20.0  # seconds to wait for the hub's first answer
COMMON = ["*.json", "*.txt", "*.spm", "*.model", "*.md"]


def pull(alias: str) -> LocatedModel:
    """Fetch the pinned revision of a model into the Hugging Face cache, with a progress bar on stderr.

    Weights come as safetensors where the repository has them, else as ``.bin``; files of other frameworks stay there.
    Does nothing where the model is there already; goes on where an earlier attempt was interrupted. Raises
    UnknownModelError, or ModelNotFoundError where fetching is forbidden (HF_HUB_OFFLINE), the hub cannot be reached,
    has no such repository or revision, or wants its conditions accepted first.
    """
    known = entry(alias)
    if known.hub_id == PACKAGE:
        return locate(alias)
    from huggingface_hub import HfApi, snapshot_download

    try:
        return locate(alias)
    except ModelNotFoundError:
        pass
    try:
        # one request with a time limit and no retries: an unreachable hub is told at once
        siblings = HfApi().model_info(known.hub_id, revision=known.revision, timeout=TIMEOUT).siblings or []
        weights = "*.safetensors*" if any(file.rfilename.endswith(".safetensors") for file in siblings) else "*.bin*"
        snapshot_download(known.hub_id, revision=known.revision, allow_patterns=[*COMMON, weights])
    except Exception as error:  # the hub's own errors, and whatever its network library raises
        raise ModelNotFoundError(_explain(known, error)) from error
    return locate(alias)


def _explain(known: Entry, error: Exception) -> str:
    """What kept the hub from handing a model out, and what to do about it."""
    from huggingface_hub.errors import (
        GatedRepoError,
        HfHubHTTPError,
        OfflineModeIsEnabled,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    page = f"https://huggingface.co/{known.hub_id}"
    if isinstance(error, OfflineModeIsEnabled):
        return (
            f"the model {known.alias!r} is not on this machine, and HF_HUB_OFFLINE forbids fetching it; unset HF_HUB_OFFLINE and try again"
        )
    if isinstance(error, GatedRepoError):
        return f"{known.hub_id} is handed out only to who has accepted its conditions; accept them at {page}, then: hf auth login"
    if isinstance(error, RevisionNotFoundError):
        return f"the hub has {known.hub_id}, but not its revision {known.revision}; correct that line of models.txt"
    if isinstance(error, RepositoryNotFoundError):
        return f"the hub has no {known.hub_id}, or it is private; check the line of models.txt, and for a private one: hf auth login"
    if isinstance(error, HfHubHTTPError):
        return f"the hub answered with an error for {known.hub_id} ({first_line(error)}); try again later"
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return f"there is no room for {known.hub_id} ({known.size}); free some, or set HF_HOME to another disk"
    return f"the hub cannot be reached to fetch {known.hub_id} ({first_line(error)}); check the network and try again: what is here already is kept"
