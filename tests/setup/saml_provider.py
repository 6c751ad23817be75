"""A SAML 2.0 identity provider, as small as one can be: it reads a question and signs an answer about whoever it was told."""

import base64
import zlib
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import quoteattr

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils

IDP = "https://idp.region.example/metadata"
SSO = "https://idp.region.example/sso"
EMAIL = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"
ANSWER = """<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
 ID="_r" Version="2.0" IssueInstant="{now}" Destination={acs} InResponseTo={asked}><saml:Issuer>{idp}</saml:Issuer><samlp:Status>
<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{assertion}</samlp:Response>"""
ASSERTION = """<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a" Version="2.0" IssueInstant="{now}">
<saml:Issuer>{idp}</saml:Issuer>
<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{who}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<saml:SubjectConfirmationData NotOnOrAfter="{soon}" Recipient={acs} InResponseTo={asked}/></saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{before}" NotOnOrAfter="{soon}">
<saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="{now}"><saml:AuthnContext>
<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement><saml:Attribute Name="{attribute}"><saml:AttributeValue>{email}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>
</saml:Assertion>"""


class Provider:
    """Its key and certificate, made anew."""

    def __init__(self) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name, now = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "idp")]), datetime.now(UTC)
        made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=2))
        plain = serialization.NoEncryption()
        self.key = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain).decode()
        self.certificate = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()

    def answer(self, address: str, *, who: str, email: str, sign: bool = True) -> tuple[str, dict[str, str]]:
        """To the question that stands in the address a browser was sent to: where the answer goes, and the form with it."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        question = etree.fromstring(zlib.decompress(base64.b64decode(asked["SAMLRequest"]), -15))
        acs, audience = question.get("AssertionConsumerServiceURL"), question.findtext("{*}Issuer")
        now = datetime.now(UTC)
        facts = {
            "now": _at(now), "before": _at(now - timedelta(minutes=1)), "soon": _at(now + timedelta(minutes=5)), "idp": IDP, "who": who, "email": email,
            "acs": quoteattr(acs), "asked": quoteattr(question.get("ID")), "audience": audience, "attribute": EMAIL,
        }  # fmt: skip
        assertion = ASSERTION.format(**facts)
        if sign:
            assertion = OneLogin_Saml2_Utils.add_sign(assertion, self.key, self.certificate).decode()
            assertion = assertion.removeprefix("<?xml version='1.0' encoding='UTF-8'?>").strip()
        whole = ANSWER.format(assertion=assertion, **facts)
        return acs, {"SAMLResponse": base64.b64encode(whole.encode()).decode(), "RelayState": asked.get("RelayState", "")}


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
