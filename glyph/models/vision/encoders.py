"""Vision encoders: page images to a grid of visual tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import timm
import torch
from timm.data.config import resolve_model_data_config
from torch import Tensor, nn

from glyph.models.attention import AttentionBlock, rotary_attention
from glyph.models.vision.text_conv import TextConv


@dataclass(frozen=True, slots=True)
class Seen:
    """What a vision encoder makes of P pages."""

    tokens: Tensor  # [P, h, w, D] visual tokens, one for each patch
    details: Tensor  # [P, H / detail_px, W / detail_px, F] what characters are read from


class SmallViT(nn.Module):
    """Our own small ViT for text: a convolutional stem (arXiv 2106.14881), global attention, rotary 2-D positions.

    Characters are read from the stem, so no detail has to pass through the tokens, which know what stands where on
    the page. Positions are relative (RoPE, arXiv 2104.09864, applied by axis), so crops seen in training and whole
    pages at test time need no interpolation. Matrix products only: fast on a CPU.
    """

    def __init__(
        self, width: int = 256, depth: int = 4, num_heads: int = 4, patch_size: int = 16, stem_width: int = 128,
        stem_depth: int = 6,
    ) -> None:  # fmt: skip
        super().__init__()
        self.stem = TextConv(stem_width, stem_depth)
        self.width, self.patch_size = width, patch_size
        self.detail_width, self.detail_px = stem_width, self.stem.cell_px
        self.cells = patch_size // self.detail_px  # of the stem, a side of a patch
        self.embed = nn.Linear(stem_width * self.cells**2, width)
        self.blocks = nn.ModuleList(AttentionBlock(width, num_heads) for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        self.head_dim = width // num_heads

    def forward(self, pixel_values: Tensor, grid_sizes: Tensor | None = None) -> Seen:
        """Encode pages.

        Args:
            pixel_values: float [P, 1, H, W] in 0..1; H and W are multiples of ``patch_size``.
            grid_sizes: int64 [P, 2] rows and columns of tokens that belong to each page, the rest being padding
                that nothing attends to; all of them where not given.
        """
        details = self.details(pixel_values)
        return Seen(self.tokens(details, grid_sizes), details)

    def tokens(self, details: Tensor, grid_sizes: Tensor | None = None) -> Tensor:
        """Visual tokens [P, h, w, D] from details [P, H / 4, W / 4, F]; ``grid_sizes`` as in ``forward``."""
        p, height, width, channels = details.shape
        rows, columns = height // self.cells, width // self.cells
        x = details.reshape(p, rows, self.cells, columns, self.cells, channels).transpose(2, 3)
        x = self.embed(x.reshape(p, rows * columns, -1))
        rotation = axial_rotation(rows, columns, self.head_dim, x.device)
        mask = None if grid_sizes is None else inside_grid(grid_sizes, rows, columns)
        attend = rotary_attention(rotation, mask)
        for block in self.blocks:
            x = block(x, attend)
        tokens: Tensor = self.norm(x).view(p, rows, columns, self.width)
        return tokens

    def details(self, pixel_values: Tensor) -> Tensor:
        """[P, H / 4, W / 4, F], without the tokens."""
        with torch.set_grad_enabled(torch.is_grad_enabled() and is_learning(self.stem)):
            details: Tensor = self.stem(pixel_values)
        return details


def is_learning(module: nn.Module) -> bool:
    """Whether any parameter of it is trained."""
    return any(parameter.requires_grad for parameter in module.parameters())


def inside_grid(grid_sizes: Tensor, rows: int, columns: int) -> Tensor | None:
    """bool [P, 1, 1, rows * columns], True at tokens of the page; None where all are."""
    if bool((grid_sizes == grid_sizes.new_tensor([rows, columns])).all()):
        return None
    row = torch.arange(rows, device=grid_sizes.device)[None, :, None] < grid_sizes[:, 0, None, None]
    column = torch.arange(columns, device=grid_sizes.device)[None, None] < grid_sizes[:, 1, None, None]
    return (row & column).flatten(1)[:, None, None]


def axial_rotation(rows: int, columns: int, head_dim: int, device: torch.device) -> Tensor:
    """[2, rows * columns, head_dim / 2] cosines and sines: half the angles turn with the row, half with the column."""
    quarter = head_dim // 4
    frequency = 100.0 ** (-torch.arange(quarter, device=device, dtype=torch.float32) / quarter)
    y = torch.arange(rows, device=device, dtype=torch.float32)[:, None] * frequency
    x = torch.arange(columns, device=device, dtype=torch.float32)[:, None] * frequency
    angles = torch.cat([y[:, None].expand(-1, columns, -1), x[None].expand(rows, -1, -1)], dim=-1).flatten(0, 1)
    return torch.stack([angles.cos(), angles.sin()])


class TimmEncoder(nn.Module):
    """Any timm backbone, by name, as a page encoder. Pages are scaled by the mean and deviation it was trained with."""

    stem = embed = blocks = norm = None  # parts of SmallViT, which learning rates may name, that this one does without

    def __init__(self, name: str, pretrained: bool = False, **options: Any) -> None:
        """
        Args:
            name: of timm's, with a tag of weights or without one.
            pretrained: with the weights of the tag; they are downloaded.
            options: of ``timm.create_model``.

        Raises:
            ValueError: when timm has no model of that name or no such option, or it gives no spatial features.
        """
        super().__init__()
        if not timm.is_model(name):
            raise ValueError(f"timm has no model {name!r}; timm.list_models('*vit*') lists names")
        self.backbone: Any
        try:  # ViTs take pages of any size only when told so; convolutional nets know no such option
            self.backbone = timm.create_model(name, pretrained, num_classes=0, dynamic_img_size=True, **options)
        except TypeError:
            try:
                self.backbone = timm.create_model(name, pretrained, num_classes=0, **options)
            except TypeError as error:
                raise ValueError(f"timm model {name!r} cannot be made with {options}: {error}") from error
        config = resolve_model_data_config(self.backbone)  # type: ignore[no-untyped-call]
        self.mean: Tensor  # [3, 1, 1]
        self.std: Tensor  # [3, 1, 1]
        for statistic in ("mean", "std"):  # no part of the weights
            value = torch.tensor(config[statistic], dtype=torch.float32)[:, None, None]
            self.register_buffer(statistic, value, persistent=False)
        self.num_prefix_tokens = int(getattr(self.backbone, "num_prefix_tokens", 0))
        self.width = int(self.backbone.num_features)
        info = getattr(self.backbone, "feature_info", None)
        patch = getattr(getattr(self.backbone, "patch_embed", None), "patch_size", None)
        if patch is None and info is None:
            raise ValueError(f"timm model {name!r} gives no feature map")
        self.patch_size = int(patch[0]) if patch is not None else int(info[-1]["reduction"])  # type: ignore[index]
        self.detail_width, self.detail_px = self.width, self.patch_size

    def forward(self, pixel_values: Tensor, grid_sizes: Tensor | None = None) -> Seen:
        """As ``SmallViT.forward``, but padding is seen; grey pages are given to all three input channels."""
        rows, columns = (side // self.patch_size for side in pixel_values.shape[-2:])
        features = self.backbone.forward_features((pixel_values - self.mean) / self.std)
        if features.ndim == 3:
            features = features[:, self.num_prefix_tokens :].reshape(len(features), rows, columns, self.width)
        elif features.shape[1] == self.width:
            features = features.permute(0, 2, 3, 1)
        return Seen(features, features)

    def details(self, pixel_values: Tensor) -> Tensor:
        """The tokens."""
        return self(pixel_values).details

    def tokens(self, details: Tensor, grid_sizes: Tensor | None = None) -> Tensor:
        """The same."""
        return details
