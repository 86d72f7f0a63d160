"""What an entry script may ask of the server that runs it.

    import scoria
    outputs = scoria.model().run({"input": array})
"""
from scoria._model import InvalidInput, ModelError, NoModel, Tensor, model

__all__ = ["InvalidInput", "ModelError", "NoModel", "Tensor", "model"]
