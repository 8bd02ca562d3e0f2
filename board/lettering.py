"""The words of a sheet, set into its SVG by us.

Vega would measure every word against every font of the machine, some 5 ms each: a board of 200 goals took ten seconds.
Their places are already known, so the layer named `words` is taken out before drawing and its words are put back after,
as the SVG text that Vega itself would write.
"""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

SVG = "http://www.w3.org/2000/svg"
LAYER = "words"
_ANCHOR = {"left": "start", "center": "middle", "right": "end"}
ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")


def take_words(spec: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return a spec without its layer of words, and those words; any other chart comes back as it is."""
    layers = spec.get("layer", [])
    own = [layer for layer in layers if layer.get("name") == LAYER]
    rest = [layer for layer in layers if layer.get("name") != LAYER]
    if not own or not rest:
        return spec, []
    words = [word for layer in own for word in _values(spec, layer["data"])]
    return {**spec, "layer": rest}, words


def _values(spec: dict[str, Any], data: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data["values"] if "values" in data else spec["datasets"][data["name"]]
    return found


def put_words(picture: str, words: list[dict[str, Any]], width: float, family: str) -> str:
    """Return the SVG with the words of a sheet `width` px wide over everything else."""
    root = ElementTree.fromstring(picture)
    drawn = root.find(f"{{{SVG}}}g")
    group = ElementTree.SubElement(root, f"{{{SVG}}}g")
    if drawn is not None and drawn.get("transform"):
        group.set("transform", drawn.get("transform", ""))
    for word in words:
        # Vega's middle line lies three tenths of the size above the baseline, in whole px.
        x, y = word["x"] + word["xs"] * width, word["y"] + int(0.3 * word["size"] + 0.5)
        element = ElementTree.SubElement(
            group,
            f"{{{SVG}}}text",
            {
                "text-anchor": _ANCHOR[word["align"]],
                "transform": f"translate({x:.2f},{y:.2f})",
                "font-family": family,
                "font-size": f"{word['size']}px",
                "fill": word["color"],
            },
        )
        if word["bold"]:
            element.attrib |= {"stroke": word["color"], "stroke-width": f"{word['bold']}"}
        element.text = word["text"]
    return ElementTree.tostring(root, encoding="unicode")
