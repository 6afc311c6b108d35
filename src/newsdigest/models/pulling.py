"""Fetching a model from the hub: only when a user asks for it by name."""

from __future__ import annotations

from newsdigest.errors import ModelNotFoundError
from newsdigest.models.catalogue import PACKAGE, entry
from newsdigest.models.location import LocatedModel, locate

# Weights as safetensors where the repository has them, else as .bin; never the files of other frameworks.
TIMEOUT = 20.0  # seconds to wait for the hub's first answer
COMMON = ["*.json", "*.txt", "*.spm", "*.model", "*.md"]


def pull(alias: str) -> LocatedModel:
    """Fetch the pinned revision of a model into the Hugging Face cache, with a progress bar on stderr.

    Does nothing where the model is there already. Raises UnknownModelError, or ModelNotFoundError where the hub
    cannot be reached, is forbidden (HF_HUB_OFFLINE), or does not hold that revision.
    """
    known = entry(alias)
    if known.hub_id == PACKAGE:
        return locate(alias)
    from huggingface_hub import HfApi, snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

    try:
        return locate(alias)
    except ModelNotFoundError:
        pass
    try:
        # one request with a time limit and no retries: an unreachable hub is told at once
        siblings = HfApi().model_info(known.hub_id, revision=known.revision, timeout=TIMEOUT).siblings or []
        weights = "*.safetensors*" if any(file.rfilename.endswith(".safetensors") for file in siblings) else "*.bin*"
        snapshot_download(known.hub_id, revision=known.revision, allow_patterns=[*COMMON, weights])
    except OfflineModeIsEnabled:
        raise ModelNotFoundError(
            f"the model {alias!r} is not on this machine, and HF_HUB_OFFLINE forbids fetching it; unset HF_HUB_OFFLINE and try again"
        ) from None
    except HfHubHTTPError as error:
        raise ModelNotFoundError(f"the hub does not hand out {known.hub_id} at revision {known.revision}: {error}") from error
    except Exception as error:  # whatever the hub's network library raises where there is no way through
        raise ModelNotFoundError(
            f"the hub cannot be reached to fetch {known.hub_id} ({str(error) or type(error).__name__}); check the network and try again"
        ) from error
    return locate(alias)
