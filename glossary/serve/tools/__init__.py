"""The protocols of translation tools: tmserver and amaGama, OmegaT's plugins, LibreTranslate."""

from glossary.serve.tools import libretranslate, omegat, tmserver

ROUTES = [*tmserver.ROUTES, *omegat.ROUTES, *libretranslate.ROUTES]
