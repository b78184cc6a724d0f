"""The modules of torch.nn: objects that own parameters and compute something with them.

A module is an ordinary object. Its parameters are its attributes of type Parameter, its parts those of type Module:
`parameters()`, `state_dict()` and the rest read them off the object.
"""
import torch
from torch.nn import Parameter


class Module:
    training = True
    _buffer_names = ()
    _unsaved_names = ()

    def __init__(self):
        pass

    def __call__(self, *args, **kwargs):
        return self.forward(*args, **kwargs)

    def forward(self, *args):
        raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')

    # What it is made of

    def _attributes(self):
        return torch._attributes(self)

    def named_children(self):
        seen = []
        for name, value in self._attributes():
            if isinstance(value, Module) and all(value is not other for other in seen):
                seen.append(value)
                yield name, value

    def children(self):
        for _, module in self.named_children():
            yield module

    def named_modules(self, prefix=""):
        yield prefix, self
        for name, module in self.named_children():
            yield from module.named_modules(f"{prefix}.{name}" if prefix else name)

    def modules(self):
        for _, module in self.named_modules():
            yield module

    def _own(self, buffers=False):
        names = self._buffer_names
        for name, value in self._attributes():
            if (name in names if buffers else isinstance(value, Parameter)) and value is not None:
                yield name, value

    def _named(self, prefix, buffers, keep_duplicates):
        seen = set()
        for path, module in self.named_modules(prefix):
            for name, value in module._own(buffers):
                if keep_duplicates or id(value) not in seen:
                    seen.add(id(value))
                    yield f"{path}.{name}" if path else name, value

    def named_parameters(self, prefix="", recurse=True):
        if recurse:
            return self._named(prefix, False, False)
        return ((f"{prefix}.{name}" if prefix else name, value) for name, value in self._own())

    def parameters(self, recurse=True):
        for _, parameter in self.named_parameters("", recurse):
            yield parameter

    def named_buffers(self, prefix="", recurse=True):
        return self._named(prefix, True, False)

    def buffers(self, recurse=True):
        for _, buffer in self.named_buffers():
            yield buffer

    def register_buffer(self, name, tensor, persistent=True):
        self._buffer_names = self._buffer_names + (name,)
        if not persistent:
            self._unsaved_names = self._unsaved_names + (name,)
        setattr(self, name, tensor)

    def register_parameter(self, name, param):
        setattr(self, name, param)

    def add_module(self, name, module):
        setattr(self, name, module)

    register_module = add_module

    def get_submodule(self, target):
        module = self
        for name in target.split(".") if target else []:
            module = getattr(module, name)
        return module

    # States

    def state_dict(self, prefix=""):
        result = {}
        for path, module in self.named_modules(prefix):
            for buffers in (False, True):
                for name, value in module._own(buffers):
                    if name not in module._unsaved_names:
                        result[f"{path}.{name}" if path else name] = value.detach()
        return result

    def load_state_dict(self, state_dict, strict=True):
        own = self.state_dict()
        missing = [name for name in own if name not in state_dict]
        unexpected = [name for name in state_dict if name not in own]
        errors = []
        if strict and unexpected:
            errors.append("Unexpected key(s) in state_dict: " + ", ".join(f'"{name}"' for name in unexpected) + ". ")
        if strict and missing:
            errors.append("Missing key(s) in state_dict: " + ", ".join(f'"{name}"' for name in missing) + ". ")
        for name, value in own.items():
            if name in state_dict and state_dict[name].shape != value.shape:
                errors.append(
                    f"size mismatch for {name}: copying a param with shape {state_dict[name].shape} from checkpoint, "
                    f"the shape in current model is {value.shape}.")
        if errors:
            raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t" + "\n\t".join(errors))
        with torch.no_grad():
            for name, value in own.items():
                if name in state_dict:
                    value.copy_(state_dict[name])
        return _Keys(missing, unexpected)

    # Modes

    def train(self, mode=True):
        for module in self.modules():
            module.training = mode
        return self

    def eval(self):
        return self.train(False)

    def zero_grad(self, set_to_none=True):
        for parameter in self.parameters():
            parameter.grad = None

    def requires_grad_(self, requires_grad=True):
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def apply(self, fn):
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def to(self, *args, **kwargs):
        return self

    def cpu(self):
        return self

    def float(self):
        return self

    # Text

    def extra_repr(self):
        return ""

    def _get_name(self):
        return type(self).__name__

    def __repr__(self):
        extra = self.extra_repr()
        lines = extra.split("\n") if extra else []
        parts = []
        for name, module in self._shown():
            first, *rest = repr(module).split("\n")
            parts.append("\n".join([f"({name}): {first}"] + ["  " + line for line in rest]))
        text = self._get_name() + "("
        if lines or parts:
            if len(lines) == 1 and not parts:
                text += lines[0]
            else:
                text += "\n  " + "\n  ".join(lines + parts) + "\n"
        return text + ")"

    def _shown(self):
        return [(name, value) for name, value in self._attributes() if isinstance(value, Module)]


class _Keys:
    def __init__(self, missing_keys, unexpected_keys):
        self.missing_keys = missing_keys
        self.unexpected_keys = unexpected_keys

    def __repr__(self):
        if not self.missing_keys and not self.unexpected_keys:
            return "<All keys matched successfully>"
        return f"_IncompatibleKeys(missing_keys={self.missing_keys}, unexpected_keys={self.unexpected_keys})"


# Containers


class Sequential(Module):
    """Modules one after the other."""

    def __init__(self, *modules):
        if len(modules) == 1 and isinstance(modules[0], dict):
            for name, module in modules[0].items():
                setattr(self, name, module)
        else:
            for index, module in enumerate(modules):
                setattr(self, str(index), module)

    def _parts(self):
        return [module for _, module in self._shown()]

    def forward(self, input):
        for module in self._parts():
            input = module(input)
        return input

    def append(self, module):
        setattr(self, str(len(self)), module)
        return self

    def __len__(self):
        return len(self._parts())

    def __iter__(self):
        return iter(self._parts())

    def __getitem__(self, index):
        parts = self._parts()[index]
        return type(self)(*parts) if isinstance(index, slice) else parts


class ModuleList(Module):
    """A list whose modules are parts of the module it belongs to."""

    def __init__(self, modules=()):
        for module in modules:
            self.append(module)

    def _parts(self):
        return [module for _, module in self._shown()]

    def append(self, module):
        setattr(self, str(len(self)), module)
        return self

    def extend(self, modules):
        for module in modules:
            self.append(module)
        return self

    def __len__(self):
        return len(self._parts())

    def __iter__(self):
        return iter(self._parts())

    def __getitem__(self, index):
        parts = self._parts()[index]
        return ModuleList(parts) if isinstance(index, slice) else parts

    def __repr__(self):
        # Equal neighbours are counted.
        groups = []
        for index, text in enumerate(repr(module) for module in self):
            if groups and groups[-1][2] == text:
                groups[-1][1] = index
            else:
                groups.append([index, index, text])
        if not groups:
            return "ModuleList()"
        lines = []
        for first, last, text in groups:
            name = f"({first})" if first == last else f"({first}-{last})"
            count = "" if first == last else f"{last - first + 1} x "
            lines.append(f"{name}: {count}" + text.replace("\n", "\n  "))
        return "ModuleList(\n  " + "\n  ".join(lines) + "\n)"


class ModuleDict(Module):
    """A dict whose modules are parts of the module it belongs to."""

    def __init__(self, modules=None):
        for name, module in (modules or {}).items():
            setattr(self, name, module)

    def __getitem__(self, key):
        return dict(self._shown())[key]

    def __setitem__(self, key, module):
        setattr(self, key, module)

    def __contains__(self, key):
        return key in dict(self._shown())

    def __len__(self):
        return len(self._shown())

    def __iter__(self):
        return iter(self.keys())

    def keys(self):
        return [name for name, _ in self._shown()]

    def values(self):
        return [module for _, module in self._shown()]

    def items(self):
        return self._shown()


class ParameterList(Module):
    """A list whose parameters belong to the module it is part of."""

    def __init__(self, values=()):
        for value in values:
            self.append(value)

    def append(self, value):
        setattr(self, str(len(self)), value if isinstance(value, Parameter) else Parameter(value))
        return self

    def __len__(self):
        return len(list(self._own()))

    def __iter__(self):
        return iter([value for _, value in self._own()])

    def __getitem__(self, index):
        return [value for _, value in self._own()][index]
