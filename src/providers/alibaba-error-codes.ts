/**
 * The gateway's and the contact centre's error codes by what they say, from the error pages of Alibaba Cloud's
 * interfaces ("common error codes" and the lists of the CCC operations). The first that fits counts.
 */
const codesOfErrors = {
  throttled: /^Throttling(\.|$)/i,
  unavailable: /^(ServiceUnavailable|InternalError|InternalService)(\.|$)/i,
  repeated: /^SignatureNonceUsed$/i,
  /** The gateway has two words for a clock that is wrong; a time that it cannot read is another matter. */
  clock: /^(InvalidTimeStamp(?!\.Format)(\.|$)|IllegalTimestamp$)/i,
  signature: /^(SignatureDoesNotMatch|IncompleteSignature|InvalidSignatureMethod)(\.|$)/i,
  'inactive-key': /^InvalidAccessKeyId\.Inactive$/i,
  'unknown-key': /^(InvalidAccessKeyId|MissingAccessKeyId)(\.|$)/i,
  token: /^(InvalidSecurityToken|MissingSecurityToken|SecurityTokenExpired|InvalidStsToken)(\.|$)/i,
  role: /^(Permission(\.|$)|NoPermission\.Recording$)/i,
  account: /^(Forbidden|NoPermission)(\.|$)/i,
  instance: /^NotExists\.InstanceId$/i,
  call: /^NotExists\.JobId$/i,
  'not-found': /^NotExists(\.|$)/i,
  operation:
    /^(InvalidAction\.NotFound|InvalidApi\.NotFound|InvalidProduct\.NotFound|NoSuchVersion|InvalidProtocol\.NeedSsl)$/i,
  parameter: /^(Parameter\.|Missing[A-Z]|InvalidParameter|InvalidTimeStamp\.Format)/i,
} as const;

/** What an error says; `other` where its code is not a known one. */
export type ErrorMeaning = keyof typeof codesOfErrors | 'other';

/** What an error code says. */
export function meaningOfError(code: string): ErrorMeaning {
  for (const meaning of errorMeanings) {
    if (meaning !== 'other' && codesOfErrors[meaning].test(code)) return meaning;
  }
  return 'other';
}

/** All of them, in the order in which they are tried. */
export const errorMeanings: readonly ErrorMeaning[] = [
  'throttled',
  'unavailable',
  'repeated',
  'clock',
  'signature',
  'inactive-key',
  'unknown-key',
  'token',
  'role',
  'account',
  'instance',
  'call',
  'not-found',
  'operation',
  'parameter',
  'other',
];
