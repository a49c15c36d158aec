"""The page that finds more like this: like a case, a passage, or a text of the reader's own."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response

from search_api.like_schemas import LONGEST_TEXT, LikePageParameters
from search_api.pages import show_page
from search_api.routes.dependencies import ServiceIn
from search_api.routes.like import LikesIn

__all__ = ["router"]

router = APIRouter()

AskedIn = Annotated[LikePageParameters, Query()]


@router.api_route("/like", methods=["GET", "POST"])
def like_page(
    request: Request,
    service: ServiceIn,
    likes: LikesIn,
    asked: AskedIn,
    text: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
) -> Response:
    """A form; after it, or for a case or passage, what is like it."""
    records = service.records(asked.lang)
    context: dict[str, object] = {"asked": asked, "longest": LONGEST_TEXT}
    status = 200
    if asked.case:
        context |= {"answer": likes.of_case(asked.case, asked), "case": records.case(asked.case)}
    elif asked.passage:
        answer, passage = likes.of_passage(asked.passage, asked), likes.passage(asked.passage, asked)
        context |= {"answer": answer, "passage": passage, "tag": answer.language}
    elif text.strip():
        context |= {"answer": likes.of_text(text, asked), "text": text}
    elif request.method == "POST":
        status = 400
        context["problem"] = "There is no text yet: paste a paragraph or more."
    return show_page(request, "like.html", asked.lang, status=status, **context)
