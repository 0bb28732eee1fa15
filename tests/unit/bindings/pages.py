"""What the vendors' pages print, as bare structure: lines, header names and element names, copied by hand.

An outline names elements in document order, children in brackets. ``e:`` is the SOAP envelope, ``v:`` the vendor's
namespace, ``a:`` that of the framework's arrays. The pages themselves are not part of the project.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Template

SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"
ARRAYS = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
CORA = Template("http://genpact.com/cora/orchestration/$robot/1.0.0/api/")
LISTRAK = "http://webservices.listrak.com/v31/"
CORUSON = "http://schemas.servicestack.net/types"

TEXT_XML = ("Content-Type", "text/xml; charset=utf-8")
SOAP_XML = ("Content-Type", "application/soap+xml; charset=utf-8")
FORM = ("Content-Type", "application/x-www-form-urlencoded")

ACTIVITY_METADATA = (
    "v:ActivityMetadata(v:WorkflowSpaceId v:WorkflowSpaceName v:WorkflowId v:WorkflowName v:WorkflowInstanceId "
    "v:ActivityId v:ActivityName v:ActivityInstanceId v:CallerId v:MasterWorkflowInstanceId)"
)
GET_STATUS = f"e:Envelope(e:Header({ACTIVITY_METADATA}) e:Body(v:GetStatus))"
OUTPUT = "v:Status v:ErrorCode v:ExternalContext"
GET_STATUS_RESPONSE = f"e:Envelope(e:Body(v:GetStatusResponse(v:Output({OUTPUT}))))"
BATCH_OUTPUT = f"v:BatchOutput({OUTPUT})"
GET_PROCESS_STATUS = "e:Envelope(e:Header(v:WSUser(v:UserName v:Password)) e:Body(v:GetProcessStatus(v:ProcessID)))"
GET_PROCESS_STATUS_RESPONSE = (
    "e:Envelope(e:Body(v:GetProcessStatusResponse(v:WSProcessStatus(v:ProcessID v:ListID v:ProcessName "
    "v:ProcessStartTime v:ProcessCompleteTime v:Status))))"
)
IMPORT_REPORTS_STATUS = "e:Envelope(e:Body(v:ImportReportsStatus(v:Version v:ImportId)))"
META = "v:Meta(a:KeyValueOfstringstring(a:Key a:Value))"
RESPONSE_STATUS = (
    "v:ResponseStatus(v:ErrorCode v:Message v:StackTrace "
    f"v:Errors(v:ResponseError(v:ErrorCode v:FieldName v:Message {META})) {META})"
)
IMPORT_REPORTS_STATUS_RESPONSE = (
    f"e:Envelope(e:Body(v:ImportReportsStatusResponse(v:StatusDescription {RESPONSE_STATUS} "
    "v:ImportedReports(a:KeyValueOfguidstring(a:Key a:Value)) v:TotalReportsImported v:TotalReports)))"
)


@dataclass(frozen=True)
class Page:
    """One binding of a page.

    Attributes:
        sample: The name of the sample that was made of it.
        line: The request line; `read_as` holds what a contradiction makes of it.
        headers: The request's headers without Host and Content-Length.
        media_type: The answer's Content-Type.
        vendor, envelope: The namespaces behind ``v:`` and ``e:``.
        request, answer: The outlines; empty where there is no body.
    """

    sample: str
    line: str
    headers: tuple[tuple[str, str], ...]
    media_type: str
    vendor: str
    envelope: str
    request: str
    answer: str

    @property
    def namespaces(self) -> dict[str, str]:
        """The prefixes of the outlines by namespace."""
        return {self.envelope: "e", self.vendor: "v", ARRAYS: "a"}


def cora(robot: str, http_post_path: str) -> list[Page]:
    """The four bindings of a Cora page; the pages differ in the robot's name alone, and in one slip."""
    service, vendor = f"cora-{robot}-GetStatus", CORA.substitute(robot=robot)
    path = f"/SequenceServices/cora{robot.title()}Integration_v1.0.0.asmx"
    action = ("SOAPAction", f'"{vendor}GetStatus"')
    return [
        Page(f"{service}-soap11", f"POST {path} HTTP/1.1", (TEXT_XML, action), TEXT_XML[1], vendor, SOAP_11,
             GET_STATUS, GET_STATUS_RESPONSE),
        Page(f"{service}-soap12", f"POST {path} HTTP/1.1", (SOAP_XML,), SOAP_XML[1], vendor, SOAP_12,
             GET_STATUS, GET_STATUS_RESPONSE),
        Page(f"{service}-http-get", f"GET {path}/GetStatus? HTTP/1.1", (), TEXT_XML[1], vendor, "", "", BATCH_OUTPUT),
        Page(f"{service}-http-post", f"POST {http_post_path} HTTP/1.1", (FORM,), TEXT_XML[1], vendor, "", "",
             BATCH_OUTPUT),
    ]  # fmt: skip


PAGES = [
    *cora("rpa", "/SequenceServices/coraRpaIntegration_v1.0.0.asmx/GetStatus"),
    *cora("ocr", "/SequenceServices/coraOCrIntegration_v1.0.0.asmx/GetStatus"),
    Page(
        "listrak-GetProcessStatus-soap11",
        "POST /v31/IntegrationService.asmx HTTP/1.1",
        (TEXT_XML, ("SOAPAction", '"http://webservices.listrak.com/v31/GetProcessStatus"')),
        "text/xml; charset=utf-8",
        LISTRAK,
        SOAP_11,
        GET_PROCESS_STATUS,
        GET_PROCESS_STATUS_RESPONSE,
    ),
    Page(
        "listrak-GetProcessStatus-soap12",
        "POST /v31/IntegrationService.asmx HTTP/1.1",
        (SOAP_XML,),
        "application/soap+xml; charset=utf-8",
        LISTRAK,
        SOAP_12,
        GET_PROCESS_STATUS,
        GET_PROCESS_STATUS_RESPONSE,
    ),
    Page(
        "coruson-ImportReportsStatus-soap12",
        "POST /soap12 HTTP/1.1",
        (TEXT_XML,),
        "application/xml",
        CORUSON,
        SOAP_12,
        IMPORT_REPORTS_STATUS,
        IMPORT_REPORTS_STATUS_RESPONSE,
    ),
]
