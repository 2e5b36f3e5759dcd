import { randomUUID } from 'node:crypto';
import { xmlOf, xmlText } from './alibaba-xml.ts';
import { parametersOf } from './alibaba-rpc.ts';
import type { OperationAnswer } from './alibaba-ccc-2020-operations.ts';
import type { Answer, ProviderError, ReceivedRequest } from './server.ts';

export interface AnswerOptions {
  /** The HTTP status of the contact centre's own errors; normally that of the error. */
  readonly businessErrorStatus?: 200;
  /** The gateway's errors come as XML, as they do when it overlooks what the client accepts. */
  readonly errorFormat?: 'json' | 'xml';
}

export type AnswerFormat = 'JSON' | 'XML';

/** The request behind an answer. */
export interface Asked {
  readonly action: string;
  readonly host: string;
  readonly format: AnswerFormat;
}

/** What a request is about before anything is verified, read as its way of signing writes it. */
export function askedOf(request: ReceivedRequest): Asked & { readonly version: string | undefined } {
  const { headers } = request;
  const host = headers['host'] ?? '';
  if (headers['authorization'] !== undefined) {
    // With a signature in the headers a client says there what it accepts.
    const format = (headers['accept'] ?? '').includes('xml') ? 'XML' : 'JSON';
    return { action: headers['x-acs-action'] ?? '', version: headers['x-acs-version'], host, format };
  }
  const parameters = new Map(parametersOf(request));
  // XML is the default of this kind of interface.
  const format = parameters.get('Format')?.toUpperCase() === 'JSON' ? 'JSON' : 'XML';
  return { action: parameters.get('Action') ?? '', version: parameters.get('Version'), host, format };
}

export interface AlibabaAnswers {
  readonly gatewayError: (error: ProviderError, host: string, format: AnswerFormat) => Answer;
  readonly operation: (answer: OperationAnswer, asked: Asked) => Answer;
}

export const newRequestId = (): string => randomUUID().toUpperCase();

/** The frames of Alibaba Cloud's answers and errors. */
export function alibabaAnswers(options: AnswerOptions): AlibabaAnswers {
  const gatewayError: AlibabaAnswers['gatewayError'] = ({ status, code, message }, host, format) => {
    const RequestId = newRequestId();
    const Recommend = `https://api.aliyun.com/troubleshoot?q=${code}&product=CCC&requestId=${RequestId}`;
    if (options.errorFormat !== 'xml' && format === 'JSON') {
      return json(status, { RequestId, HostId: host, Code: code, Message: message, Recommend }, code);
    }
    const body = `<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>${RequestId}</RequestId><HostId>${host}</HostId><Code>${code}</Code><Message>${xmlText(message)}</Message><Recommend><![CDATA[${Recommend}]]></Recommend></Error>`;
    return { status, type: 'text/xml;charset=utf-8', body, result: code };
  };
  return {
    gatewayError,
    operation: (answer, { action, host, format }) => {
      const frame = (status: number, content: Row, result: string): Answer =>
        format === 'JSON' ? json(status, content, result) : xml(action, status, content, result);
      switch (answer.kind) {
        case 'bytes':
          return { status: 200, type: 'application/json;charset=utf-8', body: answer.bytes, result: 'OK' };
        case 'data': {
          const RequestId = newRequestId();
          const content = { Code: 'OK', HttpStatusCode: 200, Message: '无', RequestId, Data: answer.data };
          return frame(200, content, 'OK');
        }
        case 'gateway-error':
          return gatewayError(answer, host, format);
        case 'business-error': {
          const { status, code, message } = answer;
          const RequestId = newRequestId();
          const content = { RequestId, Code: code, HttpStatusCode: status, Message: message, Params: [] };
          return frame(options.businessErrorStatus ?? status, content, code);
        }
      }
    },
  };
}

type Row = Readonly<Record<string, unknown>>;

export const json = (status: number, value: Row, result: string): Answer => ({
  status,
  type: 'application/json;charset=utf-8',
  body: JSON.stringify(value),
  result,
});

/** The root is named after the operation. */
export const xml = (action: string, status: number, value: Row, result: string): Answer => ({
  status,
  type: 'text/xml;charset=utf-8',
  body: `<?xml version="1.0" encoding="UTF-8"?><${action}Response>${xmlOf(value)}</${action}Response>`,
  result,
});
