"""The page that finds more like this: like a case, a passage, or a text of the reader's own."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from search_api.like_schemas import LONGEST_TEXT, LikePageParameters
from search_api.pages.rendering import show
from search_api.pages.spoken import SpokenIn
from search_api.pages.wording import N_
from search_api.routes.dependencies import Id, ServiceIn
from search_api.routes.like import JobsIn, LikesIn

__all__ = ["router"]

router = APIRouter()

AskedIn = Annotated[LikePageParameters, Query()]


@router.api_route("/like", methods=["GET", "POST"])
def like_page(
    request: Request,
    service: ServiceIn,
    likes: LikesIn,
    asked: AskedIn,
    jobs: JobsIn,
    spoken: SpokenIn,
    text: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """A form; after it, or for a case or passage, what is like it. A file is handed to the worker."""
    asked = asked.model_copy(update={"lang": spoken.lang})
    if file is not None and (file.filename or file.size):
        job = jobs.hand_in(file.file, asked)
        return RedirectResponse(f"/like/files/{job.id}{'?lang=' + spoken.chosen if spoken.chosen else ''}", 303)
    records = service.records(spoken.lang)
    largest = request.app.state.settings.upload_mb
    context: dict[str, object] = {"asked": asked, "longest": LONGEST_TEXT, "largest": largest}
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
        context["problem"] = N_("There is no text yet: paste a paragraph or more, or choose a file.")
    return show(request, "like.html", spoken, status=status, **context)


@router.get("/like/files/{job_id}")
def like_file_page(request: Request, jobs: JobsIn, job_id: Id, spoken: SpokenIn) -> Response:
    """What has become of a file; while it waits, a script asks again, or the reader does."""
    return show(request, "like_file.html", spoken, job=jobs.read(job_id, spoken.lang))
