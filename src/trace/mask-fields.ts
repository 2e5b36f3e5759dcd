/**
 * What a field says about people, by the name that the provider or the designer of a flow gave it: `number` a phone
 * number, `name` names of people, `id` ids of people (those with an `@` are masked), `email` e-mail addresses, `hidden`
 * places and links to recordings, of which nothing is shown; `design` names and codes that a designer or the provider
 * gave, which name no person even where somebody is called the same.
 */
export type FieldKind = 'number' | 'name' | 'id' | 'email' | 'hidden' | 'design';

const design =
  /^((node|flow|contactflow|queue|skillgroup|agentgroup|sipgroup)names?|(node|flow|contactflow|device|event)type|flowversion|(node)?exitcode|event(name)?)$/;

const recording =
  /(record(ing)?|voice|voicemail|audio|file|media|video|oss|download|play)(file)?(url|uri|link|path|address)s?$/;
const place =
  /location$|^(caller|callee|calling|called|customer|phone|mobile|number|home|user)(province|city|area|region|district)$|^(home|delivery|shipping|mailing|postal|street|customer|user|contact|receiver|recipient|detail(ed)?)?address(line)?\d?$|(地址|归属地|住址)$/;
const identity = /^(id|identity)card(no|num|number|id)?$|^identity(no|number)$|身份证/;
const email = /(?<!voic)email(address)?s?$|^(e?mail|mailaddress)$|邮箱/;
const people =
  'agent|customer|caller|callee|user|seat|contact|real|login|nick|full|first|last|middle|given|family|person|member|client|guest|staff|employee|operator|owner|receiver|recipient|consignee|applicant|holder|patient|driver|passenger|buyer|visitor|subscriber|manager|creator|modifier|editor';
const name = new RegExp(
  `(${people})(full|real|nick|display|first|last)?names?(list)?$|^(ram(user)?|display|sur)names?$|姓名|名字|联系人|客户名|坐席名|称呼`,
);
const id =
  /(agent|user|seat|operator|staff)ids?(list)?$|^(identity|editor|creator|modifier|operator|agents?|users?)$/;
const number =
  /phone|mobile|msisdn|callee|caller|called|calling|originator|destination|privacynumber|outsidenumber|landline|whatsapp|(contact|callback|dial|dialed|target|transfer|forward|agent|user|home|work|office)(no|num|number)s?$|手机|电话|号码|主叫|被叫/;
const numberAlone =
  /^(tel|tels|telno|fax|cell|number|numbers|numberlist|customers?|customerids?|customerno|broker|additionalbroker|ani|dnis|msisdn|extension|cdr)$/;
/** Ends of names that hold something else of a call or a number. */
const other =
  /(time|date|begin|end|ms|seconds|duration|count|type|kind|reason|code|status|state|flag|level|flowid|nodeid|channelid|callid|callids|contactid|sessionid|taskid|version|index)$/;

const plain = (key: string) => key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** The same few fields come thousands of times in one call. */
function remembered<T>(answer: (field: string) => T): (field: string) => T {
  const known = new Map<string, { readonly result: T }>();
  return (field) => {
    const old = known.get(field);
    if (old !== undefined) return old.result;
    const result = answer(field);
    if (known.size < 1000 && field.length < 100) known.set(field, { result });
    return result;
  };
}

export const fieldKind = remembered((field: string): FieldKind | undefined => {
  const key = plain(field);
  if (design.test(key)) return 'design';
  if (recording.test(key) || place.test(key) || identity.test(key)) return 'hidden';
  if (email.test(key)) return 'email';
  if (name.test(key)) return 'name';
  if (id.test(key)) return 'id';
  return numberAlone.test(key) || (number.test(key) && !other.test(key)) ? 'number' : undefined;
});

const person = new RegExp(
  `^(${people}|broker|profile|linkman|坐席|客户|联系人)s?(info|data|detail|details)?$`,
);

/**
 * Whether an object is about a person, so that what it calls just `name` is that person's: by the field in which it
 * stands, or because a number, an e-mail address or an identity stands beside the name.
 */
export function isAboutPerson(own: string | undefined, fields: readonly string[]): boolean {
  if (own !== undefined && person.test(plain(own))) return true;
  return fields.some(besidesName);
}

const besidesName = remembered((field: string): boolean => {
  const key = plain(field);
  return (
    email.test(key) || identity.test(key) || /^(user)?(phone|mobile|tel|gender|sex)(no|number)?$/.test(key)
  );
});

/** @param about whether the field is one of an object about a person */
export function kindIn(field: string | undefined, about: boolean): FieldKind | undefined {
  if (field === undefined) return undefined;
  return fieldKind(field) ?? (about && plain(field) === 'name' ? 'name' : undefined);
}

/**
 * As which field a member of an object is masked: what a node or a flow of a design calls just `name` is no person's, and
 * the queue of one agent (QueueType 2) has that agent's name.
 */
export function fieldAmong(
  key: string,
  fields: readonly string[],
  valueOf: (field: string) => unknown,
): string {
  const own = plain(key);
  if (own === 'name') {
    const keys = fields.map(plain);
    const node = keys.includes('type') && (keys.includes('events') || keys.includes('nodeindex'));
    return node || keys.includes('contactflowid') ? 'nodeName' : key;
  }
  if (own !== 'queuename') return key;
  const type = fields.find((field) => plain(field) === 'queuetype');
  return type !== undefined && ofAgent(valueOf(type)) ? 'agentName' : key;
}

/** Whether a type of queue says that it is one agent's: 2, in pushed events `Agent`. */
export function ofAgent(queueType: unknown): boolean {
  return queueType === 2 || (typeof queueType === 'string' && /^(2|agent)$/i.test(queueType.trim()));
}
