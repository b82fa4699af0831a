FROM python:3.12-slim

# pg_dump and psql, for backup and restore.
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home footnote && install -d -o footnote /data /footnote
WORKDIR /footnote

COPY requirements-postgres.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements-postgres.txt

COPY --chown=footnote . .
USER footnote

ENV DEBUG=0 BIND=0.0.0.0 PORT=8000 PYTHONUNBUFFERED=1 DATABASE_URL=sqlite:////data/db.sqlite3
EXPOSE 8000
VOLUME /data
HEALTHCHECK --interval=30s --timeout=25s --start-period=30s CMD python -c \
    "import urllib.request as r; r.urlopen(r.Request('http://127.0.0.1:8000/readyz', headers={'Host': 'localhost'}), timeout=20)"
CMD ["python", "manage.py", "serve"]
