# %% [markdown]
# # From pages to who said what
#
# Run it as a script, or cell by cell where `# %%` is understood (Jupyter with jupytext, VS Code, Spyder).

# %%
from pathlib import Path

import khabar
import pyarrow as pa
import pyarrow.compute as pc

HERE = Path(__file__).parent / "pages"

# %% [markdown]
# ## One page

# %%
page = (HERE / "basra-pumps.txt").read_bytes()
record = khabar.read(page, id="basra-pumps")
print(record.article.title, "·", record.article.published)
for statement in record.statements[:3]:
    who = statement.source.text if statement.source else statement.source_entity_text
    through = f" ({statement.channel.text})" if statement.channel else ""
    print(f"{who}{through}: {statement.content.text}")

# %% [markdown]
# Every fact is tied to its characters.

# %%
first = record.times[0]
assert record.text[first.start : first.end] == first.text
print(first.text, "=", first.value, "by", first.by)

# %% [markdown]
# ## A folder of pages
#
# `files` gives pages in Arrow batches, `read_batch` their records, a row a page.

# %%
records = pa.Table.from_batches([khabar.read_batch(pages) for pages in khabar.files(HERE)])
print(records.select(["id", "published", "title"]).to_pylist())

# %% [markdown]
# ## A table of facts
#
# Layers are lists of structs: a fact a row is one step away.

# %%
lists = records.column("statements").combine_chunks()
facts = pa.Table.from_struct_array(lists.flatten())
facts = facts.add_column(0, "page", pc.take(records.column("id"), pc.list_parent_indices(lists)))
said = facts.filter(pc.is_valid(facts.column("source_text")))
for row in said.select(["page", "source_text", "cue_text", "type"]).slice(0, 5).to_pylist():
    print(row)
print(f"{facts.num_rows} statements, {said.num_rows} with a source, of {records.num_rows} pages")
