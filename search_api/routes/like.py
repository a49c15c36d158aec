"""GET and POST …/like: cases like a case, a passage or a text."""

from typing import Annotated

from fastapi import APIRouter, Depends, File, Query, Request, Response, UploadFile

from search_api.like_jobs import LikeJobs
from search_api.like_schemas import LikeAnswer, LikeJob, LikeParameters, LikeText
from search_api.likes import LikeService
from search_api.routes.dependencies import PROBLEMS, AskingIn, Id

__all__ = ["JobsIn", "LikesIn", "router"]

router = APIRouter(prefix="/api", tags=["like"], responses=PROBLEMS)


def _likes(request: Request) -> LikeService:
    return LikeService(request.app.state.service)


def _jobs(request: Request) -> LikeJobs:
    jobs: LikeJobs = request.app.state.like_jobs
    return jobs


LikesIn = Annotated[LikeService, Depends(_likes)]
JobsIn = Annotated[LikeJobs, Depends(_jobs)]
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


@router.post("/like/files", summary="Cases like a file", status_code=202)
def like_file(
    response: Response,
    jobs: JobsIn,
    asked: AskedIn,
    file: Annotated[UploadFile, File(description="PDF, PowerPoint, Word, HTML, text or subtitles, in any language.")],
) -> LikeJob:
    """Hand in a deck or paper of your own. It is read by another process and deleted at once; the Location header
    leads to what has become of it."""
    job = jobs.hand_in(file.file, asked)
    response.headers["Location"] = f"/api/like/files/{job.id}"
    return job


@router.get("/like/files/{job_id}", summary="What a file is like")
def read_like_file(jobs: JobsIn, job_id: Id, asked: AskingIn) -> LikeJob:
    """The state of a file that was handed in and, when it is done, the cases that are like it."""
    return jobs.read(job_id, asked.lang)
