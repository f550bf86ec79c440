"""Sign in with a token or a one-time link, sign out, choose the language of the pages."""

from __future__ import annotations

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.serve.pages.forms import read_form
from glossary.serve.pages.render import LANGUAGE_COOKIE, LANGUAGES, page
from glossary.serve.principal import COOKIE, principal_of, refuse_other_sites
from glossary.serve.state import state_of
from termbase.store.sessions import close_session, close_sessions, open_session, redeem_link
from termbase.store.tokens import Token, accepted_token

_YEAR = 365 * 24 * 3600


def sign_in(request: Request) -> Response:
    """Show the form for a token."""
    return page(request, "sign-in.html", problem="")


async def check_token(request: Request) -> Response:
    """Open a session for a token."""
    form = await read_form(request)
    return await run_in_threadpool(_check_token, request, form.text("token").strip())


def _check_token(request: Request, secret: str) -> Response:
    found = accepted_token(state_of(request).store, secret)
    if found is None:
        return _refused(request, "sign-in.failed")
    account, token = found
    if token.role < account.role:
        # A session has all rights of its account, which this token was not meant to give.
        return _refused(request, "sign-in.narrow")
    return _signed_in(request, account.name, token)


def show_link(request: Request) -> Response:
    """Ask whether to use a one-time link: mail programs open links that they see."""
    return page(request, "link.html", secret=request.path_params["secret"])


def use_link(request: Request) -> Response:
    """Open a session for a one-time link."""
    refuse_other_sites(request)
    account = redeem_link(state_of(request).store, request.path_params["secret"])
    if account is None:
        return _refused(request, "sign-in.failed")
    return _signed_in(request, account.name)


async def sign_out(request: Request) -> Response:
    """Close the session of the browser, or all of its account."""
    form = await read_form(request)
    await run_in_threadpool(_close, request, everywhere=bool(form.text("everywhere")))
    response = _to_start(request)
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return response


def _close(request: Request, *, everywhere: bool) -> None:
    store = state_of(request).store
    # A token does not end the sessions of its account.
    if everywhere and principal_of(request).session is not None:
        close_sessions(store, principal_of(request).name)
    close_session(store, request.cookies.get(COOKIE, ""))


async def choose_language(request: Request) -> Response:
    """Remember the language of the pages."""
    form = await read_form(request)
    response = RedirectResponse(form.local_path("back"), HTTPStatus.SEE_OTHER)
    chosen = form.text("language")
    if chosen in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=_YEAR, httponly=True, samesite="lax")
    return response


def _signed_in(request: Request, account: str, token: Token | None = None) -> Response:
    response = _to_start(request)
    response.set_cookie(
        COOKIE,
        open_session(state_of(request).store, account, token=token),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


def _refused(request: Request, problem: str) -> Response:
    return page(request, "sign-in.html", status=HTTPStatus.UNAUTHORIZED, problem=problem)


def _to_start(request: Request) -> Response:
    return RedirectResponse(request.app.url_path_for("search"), HTTPStatus.SEE_OTHER)


ROUTES = [
    Route("/sign-in", sign_in, name="sign_in"),
    Route("/sign-in", check_token, methods=["POST"]),
    Route("/start/{secret}", show_link, name="link"),
    Route("/start/{secret}", use_link, methods=["POST"]),
    Route("/sign-out", sign_out, methods=["POST"], name="sign_out"),
    Route("/language", choose_language, methods=["POST"], name="choose_language"),
]
