package dev.cutover.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceImplBase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Temporal that lets in whoever has a certificate and sends a key. */
final class TemporalClientTest {

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  @TempDir private Path directory;

  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private Path profiles;
  private Server server;
  private Certificates ours;
  private Certificates theirs;

  @BeforeEach
  void start() throws Exception {
    profiles = Files.writeString(directory.resolve("temporal.toml"), "[profile.default]\n");
    ours = Certificates.make(directory, "ours");
    theirs = Certificates.make(directory, "theirs");
    HealthStatusManager health = new HealthStatusManager();
    health.setStatus(
        "temporal.api.workflowservice.v1.WorkflowService",
        io.grpc.health.v1.HealthCheckResponse.ServingStatus.SERVING);
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sslContext(
                GrpcSslContexts.forServer(theirs.certificate().toFile(), theirs.key().toFile())
                    .trustManager(ours.certificate().toFile())
                    .clientAuth(ClientAuth.REQUIRE)
                    .build())
            .addService(health.getHealthService())
            .addService(new Greeting())
            .intercept(new Authorizations())
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @Test
  void itIsReachedWithCertificateAndKeyAsTemporalsOwnVariablesNameThem() {
    try (TemporalClient temporal = TemporalClient.connect(variables())) {
      assertThat(temporal.client().getOptions().getNamespace()).isEqualTo("oms.a1b2c");
    }
    assertThat(authorizations).isNotEmpty().containsOnly("Bearer k3y");
  }

  @Test
  void withoutOurCertificateItIsOutOfReach() {
    Map<String, String> variables = variables();
    variables.remove("TEMPORAL_TLS_CLIENT_CERT_PATH");
    variables.remove("TEMPORAL_TLS_CLIENT_KEY_PATH");

    assertThatThrownBy(() -> TemporalClient.connect(variables).close())
        .isInstanceOf(TemporalClient.OutOfReach.class)
        .hasMessageContaining("127.0.0.1:" + server.getPort());
  }

  /** Somebody else's server would be told what we do. */
  @Test
  void aServerWhoseCertificateNobodyVouchesForIsOutOfReach() {
    Map<String, String> variables = variables();
    variables.put("TEMPORAL_TLS_SERVER_CA_CERT_PATH", ours.certificate().toString());

    assertThatThrownBy(() -> TemporalClient.connect(variables).close())
        .isInstanceOf(TemporalClient.OutOfReach.class);
    assertThat(authorizations).isEmpty();
  }

  @Test
  void settingsThatCanNotBeReadAreBadInput() {
    Map<String, String> file = variables();
    file.put("TEMPORAL_TLS_CLIENT_KEY_PATH", directory.resolve("nowhere").toString());
    Map<String, String> keys = variables();
    keys.put("CUTOVER_PAYLOAD_KEYS", "2030:s3cret");

    assertThatThrownBy(() -> TemporalClient.connect(file).close())
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> TemporalClient.connect(keys).close())
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("CUTOVER_PAYLOAD_KEYS has a key 2030 that is not 32 bytes")
        .message()
        .doesNotContain("s3cret");
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    variables.put("TEMPORAL_CONFIG_FILE", profiles.toString());
    variables.put("TEMPORAL_ADDRESS", "127.0.0.1:" + server.getPort());
    variables.put("TEMPORAL_NAMESPACE", "oms.a1b2c");
    variables.put("TEMPORAL_API_KEY", "k3y");
    variables.put("TEMPORAL_TLS_SERVER_CA_CERT_PATH", theirs.certificate().toString());
    variables.put("TEMPORAL_TLS_CLIENT_CERT_PATH", ours.certificate().toString());
    variables.put("TEMPORAL_TLS_CLIENT_KEY_PATH", ours.key().toString());
    return variables;
  }

  /** What every client asks first. */
  private static final class Greeting extends WorkflowServiceImplBase {

    @Override
    public void getSystemInfo(
        GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
      answer.onNext(GetSystemInfoResponse.getDefaultInstance());
      answer.onCompleted();
    }
  }

  private final class Authorizations implements ServerInterceptor {

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      authorizations.add(String.valueOf(headers.get(AUTHORIZATION)));
      return next.startCall(call, headers);
    }
  }
}
