"""The modules that scripts import AMLRequest, AMLResponse and rawhttp from, under all their names.

They stand before modules of the same name that are installed: those need Flask. The packages
around them stand behind: a real azureml package keeps all that it has.
"""
import importlib.abc
import importlib.machinery
import sys
import types

from scoria import _reply, _request

_PARENTS = (
    "azureml",
    "azureml.contrib",
    "azureml.contrib.services",
    "azureml_inference_server_http",
    "azureml_inference_server_http.api",
)
_SOURCES = {"aml_request": _request, "aml_response": _reply}
_MODULES = {
    "%s.%s" % (package, name): source
    for package in ("azureml.contrib.services", "azureml_inference_server_http.api")
    for name, source in _SOURCES.items()
}
_PUBLIC = ("AMLRequest", "AMLResponse", "rawhttp")


class _Modules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self) if name in _MODULES else None

    def create_module(self, spec):
        return types.ModuleType(spec.name)

    def exec_module(self, module):
        source = _MODULES[module.__name__]
        for name in _PUBLIC:
            if hasattr(source, name):
                setattr(module, name, getattr(source, name))


class _Packages(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name not in _PARENTS:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        """An empty package."""


def install():
    sys.meta_path.insert(0, _Modules())
    sys.meta_path.append(_Packages())
