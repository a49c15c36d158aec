"""GET and POST …/like: cases like a case, a passage or a text."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from search_api.like_schemas import LikeAnswer, LikeParameters, LikeText
from search_api.likes import LikeService
from search_api.routes.dependencies import PROBLEMS, Id

__all__ = ["LikesIn", "router"]

router = APIRouter(prefix="/api", tags=["like"], responses=PROBLEMS)


def _likes(request: Request) -> LikeService:
    return LikeService(request.app.state.service)


LikesIn = Annotated[LikeService, Depends(_likes)]
AskedIn = Annotated[LikeParameters, Query()]


@router.get("/cases/{case_id}/like", summary="Cases like a case")
def like_case(likes: LikesIn, case_id: Id, asked: AskedIn) -> LikeAnswer:
    """What other cases are like it, and in which of its sections."""
    return likes.of_case(case_id, asked)


@router.get("/passages/{passage_id}/like", summary="Cases like a passage")
def like_passage(likes: LikesIn, passage_id: Id, asked: AskedIn) -> LikeAnswer:
    """What says something like one passage of a document or case record, other than the cases it speaks for."""
    return likes.of_passage(passage_id, asked)


@router.post("/like", summary="Cases like a text")
def like_text(likes: LikesIn, asked: LikeText) -> LikeAnswer:
    """Cases like a text of your own. The text is compared part by part and not kept."""
    return likes.of_text(asked.text, asked)
