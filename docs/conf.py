"""How the documentation is built: offline, from the model itself, with every warning an error."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "filspec"
author = "the filspec authors"
project_copyright = "the filspec authors"
language = "en"

extensions = ["filspec_docs", "myst_parser", "sphinx_copybutton", "sphinx_design"]
exclude_patterns = ["_build", "_ext"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 2
suppress_warnings: list[str] = []
nitpicky = False

html_theme = "furo"
html_title = "filspec"
html_static_path = ["_static"]
html_css_files = ["filspec.css"]
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {"top_of_page_buttons": []}
copybutton_selector = "div.highlight-console pre, div.highlight-python pre"
copybutton_prompt_text = "$ "
