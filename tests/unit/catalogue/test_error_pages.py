"""The error pages that the catalogue ships, in the languages that sites speak."""

from pathlib import Path

import pytest

from downlight.catalogue.loader import load
from downlight.domain.model import Expectation
from downlight.domain.status import Reason
from downlight.probes.answer import Answer
from downlight.probes.http import judge

SHIPPED = Path(__file__).parents[3] / "resources" / "catalogue"
WORDPRESS = {
    "en": "Error establishing a database connection",
    "fr": "Erreur lors de la connexion à la base de données",
    "es": "Error al establecer una conexión con la base de datos",
    "de": "Fehler beim Aufbau einer Datenbankverbindung",
    "pt": "Erro ao estabelecer uma conexão com o banco de dados",
    "ar": "خطأ في إنشاء اتصال بقاعدة البيانات",
    "ja": "データベース接続確立エラー",
    "zh": "建立数据库连接时出错",
    "ru": "Ошибка установки соединения с базой данных",
}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Expectation:
    folder = tmp_path_factory.mktemp("catalogue")
    (folder / "error_pages.toml").write_bytes((SHIPPED / "error_pages.toml").read_bytes())
    shelves, problems = load(folder)
    assert problems == []
    return Expectation(must_not_contain=shelves.error_texts)


def page(body: str) -> Answer:
    headers = {"content-type": "text/html; charset=utf-8"}
    return Answer("https://site.example/", 200, headers, body.encode(), 0.2)


@pytest.mark.parametrize("language", WORDPRESS)
def test_a_site_without_its_database_is_known_by_its_language(
    shipped: Expectation, language: str
) -> None:
    seen = judge(page(f"<html><body><h1>{WORDPRESS[language]}</h1></body></html>"), shipped)
    assert (seen.reason, bool(seen.matched)) == (Reason.CONTENT, True)


def test_an_article_about_such_an_error_is_none(shipped: Expectation) -> None:
    for text in WORDPRESS.values():
        body = f"<title>Help</title><h1>Help</h1><p>What to do: “{text}”</p>"
        assert judge(page(body), shipped).reason is Reason.OK
