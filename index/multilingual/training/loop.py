"""More than a first guess: the table alone is trained so that MiniLM's unchanged body gives a translation the vector of
its English side (Reimers and Gurevych 2020, "Making monolingual sentence embeddings multilingual using knowledge
distillation"), and tells that side from the others of the batch (van den Oord, Li and Vinyals 2018, InfoNCE)."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.encoder import threads

__all__ = ["Example", "Plan", "train"]

Matrix = npt.NDArray[np.float32]
_WARM_UP = 50  # steps
_TOGETHER = 8192  # examples that are sorted by length before they are cut into batches
_SMALLEST_BATCH = 8
_NEARNESS, _SHARPNESS = 10.0, 20.0


class Example(NamedTuple):
    """``ids``: the pieces of a translation, special ones among them; ``target``: the row of its English vector."""

    ids: Sequence[int]
    target: int


class Plan(NamedTuple):
    """``epochs`` over all examples; ``batch``: pieces of a batch, padding counted; ``rate``: Adam's, at its highest."""

    epochs: float = 1.0
    batch: int = 1536
    rate: float = 2e-3
    seed: int = 0


def train(
    minilm: Path,
    rows: npt.NDArray[np.int64],
    first: Matrix,
    examples: Sequence[Example],
    targets: npt.NDArray[np.floating[Any]],
    plan: Plan,
    report: Callable[[int, int, float], None],
) -> Matrix:
    """The trained table, float32 [pieces, dimension], from the ``first`` one. ``rows``: for each piece of the tokenizer
    its row of the table, -1 for those of English, which stay as they are. ``targets``: the English vectors. ``report``
    is given the steps done, all steps, and the mean cosine to the target of late. The same inputs give the same table
    on the same kind of machine."""
    import torch
    from transformers import BertModel

    torch.manual_seed(plan.seed)
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(threads())
    chance = np.random.default_rng(plan.seed)
    model = BertModel.from_pretrained(minilm, add_pooling_layer=False)
    model.requires_grad_(False).train(False)
    english = model.embeddings.word_embeddings.weight
    table = torch.nn.Embedding(first.shape[0], first.shape[1], sparse=True)
    table.weight.data.copy_(torch.from_numpy(first))
    adam = torch.optim.SparseAdam(list(table.parameters()), lr=plan.rate)
    row_of = torch.from_numpy(rows)
    batches = list(_batches(examples, plan, chance))
    late: list[float] = []
    for step, batch in enumerate(batches):
        share = step / len(batches)
        adam.param_groups[0]["lr"] = plan.rate * min(1.0, (step + 1) / _WARM_UP) * (1 - share)
        ids, mask = _padded([examples[place].ids for place in batch])
        own = row_of[ids]
        is_new = own >= 0
        vectors = torch.where(
            is_new[..., None], table(own.clamp(min=0)), english[torch.where(is_new, 0, ids.clamp(max=len(english) - 1))]
        )
        hidden = model(inputs_embeds=vectors, attention_mask=mask).last_hidden_state
        pooled = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        found = torch.nn.functional.normalize(pooled, dim=-1)
        wanted_rows = np.array([examples[place].target for place in batch])
        wanted = torch.from_numpy(np.asarray(targets[wanted_rows], np.float32))
        cosine = (found * wanted).sum(1)
        # Two translations of one English text are no contrast to each other.
        same = torch.from_numpy(wanted_rows[:, None] == wanted_rows).fill_diagonal_(False)
        contrast = (found @ wanted.T * _SHARPNESS).masked_fill(same, -1e9)
        loss = _NEARNESS * (1 - cosine).mean()
        loss = loss + torch.nn.functional.cross_entropy(contrast, torch.arange(len(batch)))
        adam.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves these two without types
        adam.step()  # type: ignore[no-untyped-call]
        late = [*late[-99:], float(cosine.detach().mean())]
        report(step + 1, len(batches), float(np.mean(late)))
    trained: Matrix = table.weight.detach().numpy().astype(np.float32)
    return trained


def _batches(examples: Sequence[Example], plan: Plan, chance: np.random.Generator) -> Iterator[list[int]]:
    """Examples of like length together, in a new order each time round."""
    wanted = round(plan.epochs * len(examples))
    while wanted > 0:
        order = chance.permutation(len(examples))[:wanted].tolist()
        wanted -= len(order)
        for start in range(0, len(order), _TOGETHER):
            batches: list[list[int]] = [[]]
            for place in sorted(order[start : start + _TOGETHER], key=lambda place: len(examples[place].ids)):
                if (len(batches[-1]) + 1) * len(examples[place].ids) > plan.batch:
                    batches.append([])
                batches[-1].append(place)
            large = [batch for batch in batches if len(batch) >= _SMALLEST_BATCH]
            for place in chance.permutation(len(large)).tolist():
                yield large[place]


def _padded(texts: Sequence[Sequence[int]]) -> tuple[Any, Any]:
    import torch

    longest = max(map(len, texts))
    ids = torch.zeros(len(texts), longest, dtype=torch.long)
    mask = torch.zeros(len(texts), longest)
    for place, text in enumerate(texts):
        ids[place, : len(text)] = torch.tensor(text)
        mask[place, : len(text)] = 1
    return ids, mask
