import { randomUUID } from 'node:crypto';
import type { OperationAnswer } from './alibaba-ccc-2020-operations.ts';
import type { Answer, ProviderError } from './server.ts';

export interface AnswerOptions {
  /** The HTTP status of the contact centre's own errors; normally that of the error. */
  readonly businessErrorStatus?: 200;
  /** The gateway's errors come as XML, as they do when it overlooks what the client accepts. */
  readonly errorFormat?: 'json' | 'xml';
}

export interface AlibabaAnswers {
  readonly gatewayError: (error: ProviderError, host: string, format: 'JSON' | 'XML') => Answer;
  readonly operation: (answer: OperationAnswer, host: string) => Answer;
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
    operation: (answer, host) => {
      switch (answer.kind) {
        case 'bytes':
          return { status: 200, type: 'application/json;charset=utf-8', body: answer.bytes, result: 'OK' };
        case 'data':
          return json(
            200,
            {
              Code: 'OK',
              HttpStatusCode: 200,
              Message: '无',
              RequestId: newRequestId(),
              Data: answer.data,
            },
            'OK',
          );
        case 'gateway-error':
          return gatewayError(answer, host, 'JSON');
        case 'business-error': {
          const { status, code, message } = answer;
          const envelope = {
            RequestId: newRequestId(),
            Code: code,
            HttpStatusCode: status,
            Message: message,
            Params: [],
          };
          return json(options.businessErrorStatus ?? status, envelope, code);
        }
      }
    },
  };
}

export const json = (status: number, value: unknown, result: string): Answer => ({
  status,
  type: 'application/json;charset=utf-8',
  body: JSON.stringify(value),
  result,
});

export const xmlText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
