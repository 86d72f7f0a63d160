package io.scoria.benchmarks;

import io.scoria.auth.Authentication;
import io.scoria.auth.KeyAuthenticator;
import io.scoria.auth.Keys;
import io.scoria.auth.token.EitherAuthenticator;
import io.scoria.auth.token.TokenAuthenticator;
import io.scoria.auth.token.TrustedIssuer;
import io.scoria.auth.token.VerificationKey;
import io.scoria.call.RequestHead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds to authenticate one request by a token of about 700 to 1000 bytes: one that was
 * verified before, one that was not, and beside them a key, which a remembered token is to cost at
 * most a microsecond more than. Finding the header in a request is not in it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TokenBenchmark {
  private static final String KEY = "p".repeat(43);
  private static final String CLAIMS =
      """
      {"aud":"api://scoria","iss":"https://login.example/tenant/v2.0","exp":253402300799,\
      "iat":1,"nbf":1,"azp":"client","oid":"object","sub":"subject","tid":"tenant","ver":"2.0",\
      "scp":"score","roles":["Scorer"],"uti":"%s"}\
      """
          .formatted("u".repeat(200));

  @Param({"RS256", "ES256", "EdDSA"})
  public String algorithm = "RS256";

  private final KeyAuthenticator keys = new KeyAuthenticator(new Keys(KEY, "s".repeat(43)));
  private final RequestHead key = new BearerHead(KEY);
  private RequestHead token = key;
  private TokenAuthenticator remembering =
      new TokenAuthenticator(List.of(), InstantSource.system());
  private TokenAuthenticator forgetful = remembering;
  private EitherAuthenticator either = new EitherAuthenticator(keys, remembering);

  @Setup
  public void sign() throws GeneralSecurityException {
    KeyPair pair =
        switch (algorithm) {
          case "ES256" -> newPair("EC", 256);
          case "EdDSA" -> newPair("Ed25519", 255);
          default -> newPair("RSA", 2048);
        };
    token = new BearerHead(token(pair));
    VerificationKey one = new VerificationKey("one", algorithm, pair.getPublic());
    VerificationKey equal = new VerificationKey("one", algorithm, pair.getPublic());
    remembering = new TokenAuthenticator(List.of(new Issuer(one, one)), InstantSource.system());
    forgetful = new TokenAuthenticator(List.of(new Issuer(one, equal)), InstantSource.system());
    either = new EitherAuthenticator(keys, remembering);
  }

  private static KeyPair newPair(String kind, int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private String token(KeyPair pair) throws GeneralSecurityException {
    String header = "{\"typ\":\"JWT\",\"alg\":\"" + algorithm + "\",\"kid\":\"one\"}";
    String parts = base64(bytes(header)) + "." + base64(bytes(CLAIMS));
    Signature signature =
        Signature.getInstance(
            switch (algorithm) {
              case "ES256" -> "SHA256withECDSAinP1363Format";
              case "EdDSA" -> "Ed25519";
              default -> "SHA256withRSA";
            });
    signature.initSign(pair.getPrivate());
    signature.update(bytes(parts));
    return parts + "." + base64(signature.sign());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Gives two keys in turn: where they are two, what was verified with one is forgotten. */
  private static final class Issuer implements TrustedIssuer {
    private final Lookup first;
    private final Lookup second;
    private boolean isSecond;

    Issuer(VerificationKey first, VerificationKey second) {
      this.first = new Lookup.Found(first);
      this.second = new Lookup.Found(second);
    }

    @Override
    public String issuer() {
      return "https://login.example/tenant/v2.0";
    }

    @Override
    public Set<String> audiences() {
      return Set.of("api://scoria");
    }

    @Override
    public Set<String> scopes() {
      return Set.of("score");
    }

    @Override
    public Set<String> roles() {
      return Set.of();
    }

    @Override
    public Lookup key(String id) {
      isSecond = !isSecond;
      return isSecond ? second : first;
    }
  }

  @Benchmark
  public Authentication key() {
    return keys.authenticate(key);
  }

  @Benchmark
  public Authentication keyWhereTokensAreTakenToo() {
    return either.authenticate(key);
  }

  @Benchmark
  public Authentication rememberedToken() {
    return remembering.authenticate(token);
  }

  @Benchmark
  public Authentication tokenNotSeenBefore() {
    return forgetful.authenticate(token);
  }
}
