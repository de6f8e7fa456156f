"""A shopping cart with discounts."""

from dataclasses import dataclass, field
from decimal import Decimal

CENT = Decimal("0.01")


@dataclass
class Item:
    name: str
    price: Decimal  # before tax
    count: int = 1


@dataclass
class Cart:
    items: list[Item] = field(default_factory=list)
    tax: float = 0.19

    def total(self) -> Decimal:
        """What is to be paid, tax included."""
        # 满 100 减 10：先求和，再减去折扣
        net = sum((i.price * i.count for i in self.items), Decimal(0))
        if net >= 100:
            net -= 10
        gross = net * (1 + Decimal(str(self.tax)))
        return gross.quantize(CENT)


cart = Cart([Item("tea", Decimal("4.20"), 12), Item("牛奶", Decimal("62"))])
print(f"total: {cart.total()} EUR, {len(cart.items)} items")
