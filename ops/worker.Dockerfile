# The worker program alone: built from the sources, without tests, into a plain directory of jars.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN mvn -q -B -pl worker -am package dependency:copy-dependencies \
      -Dmaven.test.skip=true -Dskip.format.check=true \
      -DincludeScope=runtime -DoutputDirectory=/src/lib \
 && cp worker/target/cutover-worker-*.jar lib/

FROM eclipse-temurin:17-jre
RUN useradd --system --no-create-home cutover \
 && install -d -o cutover /var/lib/cutover/ledger
USER cutover
COPY --from=build /src/lib /opt/cutover/lib
# exec form: a stop reaches the worker, which lets its activities end or hand over.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-cp", "/opt/cutover/lib/*", \
            "dev.cutover.worker.WorkerApplication", \
            "--spring.config.additional-location=file:/etc/cutover/worker.yml"]
