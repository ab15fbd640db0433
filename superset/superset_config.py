"""Superset as the shop's dashboard server: all that differs from its defaults. Secrets and addresses come by environment."""

import os
from logging import WARNING

SECRET_KEY = os.environ["SHOPLAKE_SUPERSET_SECRET_KEY"]
SQLALCHEMY_DATABASE_URI = os.environ["SHOPLAKE_SUPERSET_DATABASE_URI"]

APP_NAME = "Shoplake"
# One look on every machine, and the same in print
THEME_DARK = None
LOG_LEVEL = WARNING
FAB_LOG_LEVEL = "WARNING"

# What charts remember between two requests lives in the metadata; data is asked for anew, so that a commit shows at once
_REMEMBERED = {"CACHE_TYPE": "SupersetMetastoreCache", "CACHE_DEFAULT_TIMEOUT": 90 * 24 * 3600}
FILTER_STATE_CACHE_CONFIG = _REMEMBERED
EXPLORE_FORM_DATA_CACHE_CONFIG = _REMEMBERED
CACHE_CONFIG = {"CACHE_TYPE": "NullCache"}
DATA_CACHE_CONFIG = CACHE_CONFIG

# The browser may ask this server and nobody else
ENABLE_CORS = False
TALISMAN_ENABLED = True
TALISMAN_CONFIG = {
    "content_security_policy": {
        "base-uri": ["'self'"],
        "default-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],
        "worker-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "object-src": "'none'",
        "style-src": ["'self'", "'unsafe-inline'"],
        "font-src": ["'self'"],
        "script-src": ["'self'", "'strict-dynamic'"],
        "frame-ancestors": ["'self'"],
    },
    "content_security_policy_nonce_in": ["script-src"],
    "force_https": False,
    "session_cookie_secure": False,
}
WTF_CSRF_ENABLED = True

# A busy machine takes its time; as long as gunicorn waits
SUPERSET_WEBSERVER_TIMEOUT = 120

FEATURE_FLAGS = {"DASHBOARD_VIRTUALIZATION": False}

EXTRA_CATEGORICAL_COLOR_SCHEMES = [
    {
        "id": "shoplake",
        "label": "Shoplake",
        "description": "Told apart by people who see few colours, and in print",
        "isDefault": True,
        "colors": ["#1f5f8b", "#e07a3f", "#2a9d8f", "#8d5a97", "#d9a441", "#6c8ebf", "#b5495b", "#7a8b69", "#4d4d4d", "#a3c4bc"],
    }
]
EXTRA_SEQUENTIAL_COLOR_SCHEMES = [
    {
        "id": "shoplake_blues",
        "label": "Shoplake blues",
        "description": "From little to much",
        "isDiverging": False,
        "isDefault": True,
        "colors": ["#f1f6fa", "#cfe1ee", "#9dc3de", "#5f9fc9", "#2f7cae", "#1f5f8b"],
    }
]
