"""Writes the schema of a whole SOAP message: the envelope around one documented element.

One libxml2 verdict then covers envelope, header, fault and body. The body is a choice of the documented element
and Fault; headers of an answer are free, those of a request are the documented one.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

ENVELOPES = {
    "SOAP 1.1": "http://schemas.xmlsoap.org/soap/envelope/",
    "SOAP 1.2": "http://www.w3.org/2003/05/soap-envelope",
}
"""The namespace of the envelope by binding (SOAP 1.1 section 3, SOAP 1.2 part 1 section 5.1)."""

_ANY = '<xs:any namespace="##any" minOccurs="0" maxOccurs="unbounded" processContents="lax"/>'
_ATTRIBUTES = '<xs:anyAttribute namespace="##other" processContents="lax"/>'
_DETAIL = f"<xs:complexType><xs:sequence>{_ANY}</xs:sequence>{_ATTRIBUTES}</xs:complexType>"

# SOAP 1.1 section 4.4: the children of Fault are in no namespace (WS-I R1001).
_FAULT_11 = f"""
  <xs:element name="Fault"><xs:complexType><xs:sequence>
    <xs:element name="faultcode" type="xs:QName" form="unqualified"/>
    <xs:element name="faultstring" type="xs:string" form="unqualified"/>
    <xs:element name="faultactor" type="xs:anyURI" form="unqualified" minOccurs="0"/>
    <xs:element name="detail" form="unqualified" minOccurs="0">{_DETAIL}</xs:element>
  </xs:sequence></xs:complexType></xs:element>"""

# SOAP 1.2 part 1 section 5.4.
_FAULT_12 = f"""
  <xs:complexType name="Subcode"><xs:sequence>
    <xs:element name="Value" type="xs:QName"/>
    <xs:element name="Subcode" type="e:Subcode" minOccurs="0"/>
  </xs:sequence></xs:complexType>
  <xs:element name="Fault"><xs:complexType><xs:sequence>
    <xs:element name="Code"><xs:complexType><xs:sequence>
      <xs:element name="Value" type="xs:QName"/>
      <xs:element name="Subcode" type="e:Subcode" minOccurs="0"/>
    </xs:sequence></xs:complexType></xs:element>
    <xs:element name="Reason"><xs:complexType><xs:sequence>
      <xs:element name="Text" maxOccurs="unbounded"><xs:complexType><xs:simpleContent>
        <xs:extension base="xs:string">
          <xs:anyAttribute namespace="http://www.w3.org/XML/1998/namespace" processContents="lax"/>
        </xs:extension>
      </xs:simpleContent></xs:complexType></xs:element>
    </xs:sequence></xs:complexType></xs:element>
    <xs:element name="Node" type="xs:anyURI" minOccurs="0"/>
    <xs:element name="Role" type="xs:anyURI" minOccurs="0"/>
    <xs:element name="Detail" minOccurs="0">{_DETAIL}</xs:element>
  </xs:sequence></xs:complexType></xs:element>"""


def envelope_schema(binding: str, namespace: str, schema_file: str, body: str, header: str = "") -> bytes:
    """Writes the schema of one message.

    Args:
        binding: ``SOAP 1.1`` or ``SOAP 1.2``.
        namespace: The namespace of the documented elements.
        schema_file: The XSD that declares them, relative to where the schema is compiled.
        body: The local name of the element in the body.
        header: The local name of the element in the header; empty: any header, or none.

    Returns:
        The text of an XML Schema.
    """
    envelope = ENVELOPES[binding]
    headers = f'<xs:element ref="m:{header}"/>' if header else _ANY.replace("##any", "##other")
    fault = _FAULT_11 if binding == "SOAP 1.1" else _FAULT_12
    required = "" if header else ' minOccurs="0"'
    return f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:e="{envelope}" xmlns="{envelope}"
  xmlns:m={quoteattr(namespace)} targetNamespace="{envelope}" elementFormDefault="qualified">
  <xs:import namespace={quoteattr(namespace)} schemaLocation={quoteattr(schema_file)}/>
  <xs:element name="Envelope"><xs:complexType><xs:sequence>
    <xs:element name="Header"{required}><xs:complexType>
      <xs:sequence>{headers}</xs:sequence>{_ATTRIBUTES}
    </xs:complexType></xs:element>
    <xs:element name="Body"><xs:complexType>
      <xs:choice><xs:element ref="m:{body}"/><xs:element ref="e:Fault"/></xs:choice>{_ATTRIBUTES}
    </xs:complexType></xs:element>
  </xs:sequence>{_ATTRIBUTES}</xs:complexType></xs:element>{fault}
</xs:schema>""".encode()
