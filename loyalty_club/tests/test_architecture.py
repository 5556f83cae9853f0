import ast
from pathlib import Path

from odoo.tests import BaseCase, tagged

_MODULE = Path(__file__).parent.parent
_LAYERS = ("ledger", "club", "earning", "spending", "channel")
# What each layer may know of, besides itself and the tools.
_KNOWS = {
    "ledger": set(),
    "club": {"ledger"},
    "earning": {"ledger", "club"},
    "spending": {"ledger", "club"},
    "channel": {"ledger", "club", "earning", "spending"},
}
_FILE_LINES = 300
_FUNCTION_LINES = 60


@tagged("post_install", "-at_install")
class TestArchitecture(BaseCase):
    """The plan of the house, held against the house."""

    def sources(self, *folders):
        """Python files of the module and their syntax trees."""
        for folder in folders or ("",):
            for path in sorted((_MODULE / folder).rglob("*.py")):
                yield path.relative_to(_MODULE), ast.parse(path.read_text())

    def test_knowledge_runs_one_way(self):
        """A layer uses the models of those below it, never of those above."""
        owner = self._owners()
        for layer in _LAYERS:
            for path, tree in self.sources(f"models/{layer}"):
                for model in self._used_models(tree):
                    used = owner.get(model, layer)
                    self.assertIn(
                        used, {layer, *_KNOWS[layer]}, f"{path} uses {model} of {used}"
                    )

    def _owners(self):
        """The layer in which each of our models is born."""
        owner = {}
        for layer in _LAYERS:
            for _path, tree in self.sources(f"models/{layer}"):
                for node in ast.walk(tree):
                    name = self._assigned(node, "_name")
                    if name and name.startswith("loyalty.club"):
                        owner.setdefault(name, layer)
        return owner

    def _used_models(self, tree):
        """Models that code works with: ``env["…"]``; a comodel is only a name."""
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Subscript)
                and isinstance(node.value, ast.Attribute)
                and node.value.attr == "env"
                and isinstance(node.slice, ast.Constant)
            ):
                yield node.slice.value

    @staticmethod
    def _assigned(node, name):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            if any(getattr(target, "id", None) == name for target in node.targets):
                return node.value.value
        return None

    def test_imports_run_one_way(self):
        """The tools know nothing of Odoo, and no layer imports from one above it."""
        for path, tree in self.sources("tools"):
            for module, level in self._imports(tree):
                self.assertFalse(module.startswith("odoo"), path)
                self.assertLessEqual(level, 1, f"{path} imports from outside")
        for layer in _LAYERS:
            for path, tree in self.sources(f"models/{layer}"):
                for module, level in self._imports(tree):
                    if level == 2:
                        self.assertIn(module.split(".")[0], _KNOWS[layer], path)
                    if level == 3:
                        self.assertTrue(module.startswith("tools"), path)

    def _imports(self, tree):
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                yield node.module or "", node.level
            elif isinstance(node, ast.Import):
                for name in node.names:
                    yield name.name, 0

    def test_files_and_functions_are_small(self):
        for path, tree in self.sources():
            lines = len((_MODULE / path).read_text().splitlines())
            self.assertLessEqual(lines, _FILE_LINES, path)
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef):
                    length = node.end_lineno - node.lineno + 1
                    self.assertLessEqual(length, _FUNCTION_LINES, f"{path} {node.name}")

    def test_what_is_public_is_documented(self):
        for path, tree in self.sources("models", "tools", "wizard"):
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef):
                    self.assertTrue(ast.get_docstring(node), f"{path} {node.name}")
                    for method in node.body:
                        self._check_documented(path, method)

    def _check_documented(self, path, method):
        if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
            self.assertTrue(ast.get_docstring(method), f"{path} {method.name}")

    def test_no_test_is_switched_off(self):
        for path, tree in self.sources("tests"):
            for node in ast.walk(tree):
                name = getattr(node, "attr", getattr(node, "id", ""))
                self.assertNotIn("skip", str(name).lower(), path)

    def test_every_test_file_runs(self):
        """Odoo runs what the package names; a file it forgets never fails."""
        named = (_MODULE / "tests/__init__.py").read_text()
        for path in (_MODULE / "tests").glob("test_*.py"):
            self.assertIn(f"import {path.stem}\n", named)
