# SPDX-License-Identifier: Apache-2.0
"""How the tests start Chromium: the system's own, so nothing is downloaded."""
import os
import shutil

CHROMIUM = os.environ.get("ROOST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
LAUNCH_ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
