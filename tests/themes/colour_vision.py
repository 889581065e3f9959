"""How colours look to different eyes: contrast after WCAG 2.2, colour-blindness after Machado.

Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
deficiency" (2009), matrices for severity 1.0, applied to linear RGB.
"""

import math

from textual.color import Color

VISIONS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def contrast(one: Color, other: Color) -> float:
    """WCAG's contrast ratio, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def difference(one: Color, other: Color, vision: str) -> float:
    """Distance in CIE L*a*b* (ΔE 1976); about 2 is just noticeable side by side."""
    return math.dist(_lab(one, vision), _lab(other, vision))


def _linear(colour: Color) -> tuple[float, ...]:
    channels = (colour.r / 255, colour.g / 255, colour.b / 255)
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def _luminance(colour: Color) -> float:
    return _product((0.2126, 0.7152, 0.0722), _linear(colour))


def _lab(colour: Color, vision: str) -> tuple[float, float, float]:
    seen = [_product(row, _linear(colour)) for row in VISIONS[vision]]
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in seen)
    x = _curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047)
    y = _curve(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    z = _curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _curve(value: float) -> float:
    return value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116


def _product(weights: tuple[float, ...], channels: tuple[float, ...]) -> float:
    return sum(weight * channel for weight, channel in zip(weights, channels, strict=True))
